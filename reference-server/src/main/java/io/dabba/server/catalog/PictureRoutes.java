package io.dabba.server.catalog;

import io.dabba.search.MenuItemId;
import io.dabba.search.RestaurantId;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.http.RequestBytes;
import io.dabba.server.images.ImageFormat;
import io.dabba.server.images.ImageStore;
import io.dabba.server.images.ImageUrls;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How restaurants and their dishes look: an image that is sent, or the URL of one elsewhere. */
public final class PictureRoutes implements HttpService {
  static final int MAX_BYTES = 2 * 1024 * 1024;

  private final Authentication authentication;
  private final Database database;
  private final Runnable changed;
  private final ImageUrls images;

  /**
   * @param changed run after each change that was committed
   */
  public PictureRoutes(
      Authentication authentication, Database database, Runnable changed, ImageUrls images) {
    this.authentication = authentication;
    this.database = database;
    this.changed = changed;
    this.images = images;
  }

  private record View(String image) {}

  /** An image, or where one is, as the transaction that shows it stores it. */
  @FunctionalInterface
  private interface Picture {
    String store(Handle handle);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .put("/v1/restaurants/{restaurantId}/image", this::put)
        .delete("/v1/restaurants/{restaurantId}/image", this::delete)
        .put("/v1/restaurants/{restaurantId}/menu/items/{itemId}/image", this::putOfDish)
        .delete("/v1/restaurants/{restaurantId}/menu/items/{itemId}/image", this::deleteOfDish);
  }

  private void put(ServerRequest request, ServerResponse response) {
    RestaurantId id = RestaurantRoutes.own(authentication, request);
    Picture picture = picture(request);
    send(response, store(handle -> show(handle, id, Optional.of(picture.store(handle)))));
  }

  private void delete(ServerRequest request, ServerResponse response) {
    RestaurantId id = RestaurantRoutes.own(authentication, request);
    store(handle -> show(handle, id, Optional.empty()));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void putOfDish(ServerRequest request, ServerResponse response) {
    RestaurantId id = RestaurantRoutes.own(authentication, request);
    MenuItemId dish = PathIds.of(request, "itemId", MenuItemId::new);
    Picture picture = picture(request);
    send(response, store(handle -> show(handle, id, dish, Optional.of(picture.store(handle)))));
  }

  private void deleteOfDish(ServerRequest request, ServerResponse response) {
    RestaurantId id = RestaurantRoutes.own(authentication, request);
    MenuItemId dish = PathIds.of(request, "itemId", MenuItemId::new);
    store(handle -> show(handle, id, dish, Optional.empty()));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void send(ServerResponse response, Optional<String> stored) {
    Json.send(response, Status.OK_200, new View(images.shown(stored.orElseThrow())));
  }

  private Optional<String> store(Change change) {
    Optional<String> url = database.inTransaction(change::apply);
    changed.run();
    return url;
  }

  private interface Change {
    Optional<String> apply(Handle handle);
  }

  private static Optional<String> show(Handle handle, RestaurantId id, Optional<String> url) {
    lock(handle, id);
    handle
        .createUpdate("UPDATE restaurants SET image_url = :url WHERE id = :id")
        .bind("url", url)
        .bind("id", id.value())
        .execute();
    return url;
  }

  private static Optional<String> show(
      Handle handle, RestaurantId id, MenuItemId dish, Optional<String> url) {
    lock(handle, id);
    int dishes =
        handle
            .createUpdate(
                "UPDATE menu_items SET image_url = :url WHERE restaurant_id = :id AND id = :dish")
            .bind("url", url)
            .bind("id", id.value())
            .bind("dish", dish.value())
            .execute();
    if (dishes == 0) {
      throw Problem.notFound("The menu has no item %s".formatted(dish)).exception();
    }
    return url;
  }

  private static void lock(Handle handle, RestaurantId id) {
    if (RestaurantStore.lock(handle, id).isEmpty()) {
      throw RestaurantRoutes.unknown(id);
    }
  }

  private Picture picture(ServerRequest request) {
    Optional<HttpMediaType> type = request.headers().contentType();
    return type.isEmpty() || isBinary(type.get()) ? sent(request) : named(JsonBody.read(request));
  }

  private static boolean isBinary(HttpMediaType type) {
    return type.mediaType().type().equals("image")
        || type.mediaType().text().equals("application/octet-stream");
  }

  private static Picture sent(ServerRequest request) {
    byte[] image = RequestBytes.readAny(request, MAX_BYTES);
    ImageFormat format = ImageFormat.of(image).orElseThrow(PictureRoutes::notAnImage);
    return handle -> ImageStore.put(handle, image, format);
  }

  private Picture named(JsonBody body) {
    String url = body.value("url", ImageUrls.MAX_LENGTH, images::stored);
    return handle -> {
      if (!ImageStore.hold(handle, url)) {
        throw body.refusal("url", "there is no such image here");
      }
      return url;
    };
  }

  private static ProblemException notAnImage() {
    return Problem.of(
            415,
            "unsupported-media-type",
            "That is no image",
            "The body must be a JPEG, PNG, WebP or AVIF image, or JSON with its url")
        .exception();
  }
}
