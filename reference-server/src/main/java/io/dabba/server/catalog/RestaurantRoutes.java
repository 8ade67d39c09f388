package io.dabba.server.catalog;

import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.images.ImageUrls;
import io.dabba.server.money.Money;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One restaurant over HTTP: as anybody sees it, and what it says of itself. */
public final class RestaurantRoutes implements HttpService {
  private final Authentication authentication;
  private final Database database;
  private final Runnable changed;
  private final InstantSource clock;
  private final ImageUrls images;

  /**
   * @param changed run after each change that was committed
   */
  public RestaurantRoutes(
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

  private record View(
      String id,
      String name,
      double lat,
      double lng,
      List<String> cuisines,
      double rating,
      int votes,
      int priceLevel,
      boolean veg,
      boolean open,
      boolean openNow,
      List<HoursJson.Interval> hours,
      double deliveryRadiusMeters,
      long prepMinutes,
      Money minOrder,
      Money packagingFee,
      Acceptance accepts,
      int acceptMinutes,
      Optional<String> image) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/restaurants/{restaurantId}", this::show)
        .put("/v1/restaurants/{restaurantId}/hours", this::putHours)
        .put("/v1/restaurants/{restaurantId}/open", this::putOpen)
        .put("/v1/restaurants/{restaurantId}/settings", this::putSettings);
  }

  /** Whose restaurant the caller may change: its own, and ops any. */
  static RestaurantId own(Authentication authentication, ServerRequest request) {
    Principal caller = authentication.require(request, Role.RESTAURANT, Role.OPS);
    RestaurantId id = PathIds.of(request, "restaurantId", RestaurantId::new);
    if (caller.role() == Role.RESTAURANT && !caller.subject().equals(id.value())) {
      throw Authentication.forbidden("That is not your restaurant");
    }
    return id;
  }

  static ProblemException unknown(RestaurantId id) {
    return Problem.notFound("There is no restaurant %s".formatted(id)).exception();
  }

  private void show(ServerRequest request, ServerResponse response) {
    authentication.require(request);
    RestaurantId id = PathIds.of(request, "restaurantId", RestaurantId::new);
    send(response, find(id));
  }

  private void putHours(ServerRequest request, ServerResponse response) {
    change(request, response, body -> SettingsChange.hours(SettingsChange.hours(body)));
  }

  private void putOpen(ServerRequest request, ServerResponse response) {
    change(request, response, body -> SettingsChange.open(body.bool("open")));
  }

  private void putSettings(ServerRequest request, ServerResponse response) {
    change(request, response, SettingsChange::settings);
  }

  private void change(
      ServerRequest request, ServerResponse response, Function<JsonBody, SettingsChange> reader) {
    RestaurantId id = own(authentication, request);
    SettingsChange change = reader.apply(JsonBody.read(request));
    database.useTransaction(handle -> {
      Settings before = RestaurantStore.lock(handle, id).orElseThrow(() -> unknown(id));
      RestaurantStore.update(handle, id, change.of(before));
    });
    changed.run();
    send(response, find(id));
  }

  private StoredRestaurant find(RestaurantId id) {
    return database
        .jdbi()
        .withHandle(handle -> RestaurantStore.find(handle, id))
        .orElseThrow(() -> unknown(id));
  }

  private void send(ServerResponse response, StoredRestaurant stored) {
    Json.send(response, Status.OK_200, view(stored, clock.instant()));
  }

  private View view(StoredRestaurant stored, Instant now) {
    Restaurant restaurant = stored.restaurant();
    Settings settings = stored.settings();
    return new View(
        restaurant.id().value(),
        restaurant.name(),
        restaurant.point().lat(),
        restaurant.point().lng(),
        restaurant.cuisines(),
        restaurant.rating(),
        restaurant.votes(),
        restaurant.priceLevel(),
        restaurant.veg(),
        settings.open(),
        stored.isOpenAt(now),
        HoursJson.view(settings.hours()),
        settings.deliveryRadiusMeters(),
        settings.prepTime().toMinutes(),
        new Money(settings.minOrderMinor(), stored.currency()),
        new Money(settings.packagingFeeMinor(), stored.currency()),
        settings.accepts(),
        settings.acceptMinutes(),
        restaurant.image().map(images::shown));
  }
}
