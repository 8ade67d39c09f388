package io.dabba.server.catalog;

import io.dabba.search.MenuItemId;
import io.dabba.search.RestaurantId;
import io.dabba.server.catalog.Menu.Item;
import io.dabba.server.http.ETag;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.images.ImageUrls;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Menus over HTTP. */
public final class MenuRoutes implements HttpService {
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private final Authentication authentication;
  private final Database database;
  private final Runnable changed;
  private final InstantSource clock;
  private final ImageUrls images;

  /**
   * @param changed run after each change that was committed
   */
  public MenuRoutes(
      Authentication authentication,
      Database database,
      Runnable changed,
      InstantSource clock,
      ImageUrls images) {
    this.authentication = authentication;
    this.database = database;
    this.changed = changed;
    this.clock = clock;
    this.images = images;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/restaurants/{restaurantId}/menu", this::show)
        .put("/v1/restaurants/{restaurantId}/menu", this::putMenu)
        .patch("/v1/restaurants/{restaurantId}/menu/items/{itemId}", this::patchItem);
  }

  private void show(ServerRequest request, ServerResponse response) {
    authentication.require(request);
    RestaurantId id = PathIds.of(request, "restaurantId", RestaurantId::new);
    byte[] body = database.jdbi().withHandle(handle -> menu(handle, id)).json(images);
    ETag etag = ETag.of(body);
    response.header(HeaderNames.ETAG, etag.value());
    if (etag.isKnown(request.headers())) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      Json.send(response, Status.OK_200, body);
    }
  }

  private void putMenu(ServerRequest request, ServerResponse response) {
    RestaurantId id = RestaurantRoutes.own(authentication, request);
    List<Dish> dishes = MenuBody.dishes(JsonBody.read(request, MAX_BODY_BYTES), "items");
    Menu menu =
        change(
            id,
            before -> {
              ETag etag = ETag.of(before.json(images));
              if (!etag.isMeant(request.headers())) {
                throw stale(etag);
              }
              return dishes;
            });
    byte[] body = menu.json(images);
    response.header(HeaderNames.ETAG, ETag.of(body).value());
    Json.send(response, Status.OK_200, body);
  }

  private void patchItem(ServerRequest request, ServerResponse response) {
    RestaurantId id = RestaurantRoutes.own(authentication, request);
    String itemId = PathIds.of(request, "itemId", MenuItemId::new).value();
    JsonBody body = JsonBody.read(request);
    Menu menu =
        change(
            id,
            before -> {
              item(before, itemId);
              return before.dishes().stream()
                  .map(dish -> dish.id().equals(itemId) ? MenuBody.changed(dish, body) : dish)
                  .toList();
            });
    Json.send(response, Status.OK_200, menu.json(item(menu, itemId), images));
  }

  /** Stores what is made of the menu. */
  private Menu change(RestaurantId id, Change change) {
    Menu after =
        database.inTransaction(handle -> {
          if (RestaurantStore.lock(handle, id).isEmpty()) {
            throw RestaurantRoutes.unknown(id);
          }
          MenuStore.put(handle, id, change.of(menu(handle, id)), clock.instant());
          return menu(handle, id);
        });
    changed.run();
    return after;
  }

  private interface Change {
    List<Dish> of(Menu before);
  }

  private static Menu menu(Handle handle, RestaurantId id) {
    return MenuStore.find(handle, id).orElseThrow(() -> RestaurantRoutes.unknown(id));
  }

  private static Item item(Menu menu, String itemId) {
    return menu.find(itemId)
        .orElseThrow(
            () -> Problem.notFound("The menu has no item %s".formatted(itemId)).exception());
  }

  private static ProblemException stale(ETag now) {
    return Problem.of(
            412,
            "stale-menu",
            "The menu is another now",
            "Somebody has changed it since; it is %s now".formatted(now.value()))
        .exception()
        .header("ETag", now.value());
  }
}
