package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * How ops bring in a city with its restaurants and riders; everything may be put again, with
 * changes.
 */
public final class ImportRoutes implements HttpService {
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
  private static final int MAX_RESTAURANTS = 100;
  private static final int MAX_RIDERS = 500;

  private final Authentication authentication;
  private final Database database;
  private final Runnable changed;
  private final InstantSource clock;
  private final Consumer<CityId> opened;

  /**
   * @param changed run after each change of restaurants or menus, or of what a city charges, that
   *     was committed
   * @param opened hears of each city that was put
   */
  public ImportRoutes(
      Authentication authentication,
      Database database,
      Runnable changed,
      InstantSource clock,
      Consumer<CityId> opened) {
    this.authentication = authentication;
    this.database = database;
    this.changed = changed;
    this.clock = clock;
    this.opened = opened;
  }

  private record Listed(Restaurant restaurant, SettingsChange settings, List<Dish> menu) {}

  /** What a city adds to the price of food; what is empty stays. */
  private record Charges(
      OptionalLong taxBasisPoints,
      OptionalLong platformFeeMinor,
      OptionalLong deliveryBaseMinor,
      OptionalLong deliveryPerKmMinor) {}

  private record NewRider(String id, String name, String vehicle) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .put("/v1/ops/cities/{cityId}", this::putCity)
        .put("/v1/ops/cities/{cityId}/restaurants", this::putRestaurants)
        .put("/v1/ops/cities/{cityId}/riders", this::putRiders);
  }

  private void putCity(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    CityId city = PathIds.of(request, "cityId", CityId::new);
    JsonBody body = JsonBody.read(request, MAX_BODY_BYTES);
    String name = body.string("name", 100);
    String zone = body.value("zone", 60, ImportRoutes::zone);
    String currency = body.value("currency", 3, ImportRoutes::currency);
    GeoPoint center = point(body.object("center"));
    Optional<String> area = body.optionalArea("area").map(CityAreas::text);
    Optional<Charges> charges = body.optionalObject("charges").map(ImportRoutes::charges);
    database.useTransaction(handle -> {
      handle
          .createUpdate(
              """
              INSERT INTO cities (id, name, zone, currency, lat, lng, area)
              VALUES (:id, :name, :zone, :currency, :lat, :lng, :area)
              ON CONFLICT (id) DO UPDATE
              SET name = :name, zone = :zone, currency = :currency, lat = :lat, lng = :lng,
                  area = :area, version = cities.version + 1
              """)
          .bind("id", city.value())
          .bind("name", name)
          .bind("zone", zone)
          .bind("currency", currency)
          .bind("lat", center.lat())
          .bind("lng", center.lng())
          .bind("area", area)
          .execute();
      charges.ifPresent(some -> put(handle, city, some));
    });
    changed.run();
    opened.accept(city);
    response.status(Status.NO_CONTENT_204).send();
  }

  private void putRestaurants(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    CityId city = PathIds.of(request, "cityId", CityId::new);
    List<Listed> listed =
        JsonBody.read(request, MAX_BODY_BYTES)
            .distinct(
                "restaurants",
                MAX_RESTAURANTS,
                r -> restaurant(city, r),
                listedOne -> listedOne.restaurant().id());
    // so that two who import the same lock in the same order
    List<Listed> inOrder =
        listed.stream().sorted(Comparator.comparing(r -> r.restaurant().id().value())).toList();
    database.useTransaction(handle -> {
      requireCity(handle, city);
      inOrder.forEach(r -> {
        RestaurantStore.put(handle, r.restaurant(), r.settings());
        MenuStore.put(handle, r.restaurant().id(), r.menu(), clock.instant());
      });
    });
    changed.run();
    response.status(Status.NO_CONTENT_204).send();
  }

  private void putRiders(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    CityId city = PathIds.of(request, "cityId", CityId::new);
    List<NewRider> riders =
        JsonBody.read(request, MAX_BODY_BYTES)
            .distinct("riders", MAX_RIDERS, ImportRoutes::rider, NewRider::id);
    database.useTransaction(handle -> {
      requireCity(handle, city);
      riders.forEach(rider -> put(handle, city, rider));
    });
    response.status(Status.NO_CONTENT_204).send();
  }

  private static void put(Handle handle, CityId city, Charges charges) {
    handle
        .createUpdate(
            """
            UPDATE cities SET
              tax_basis_points = coalesce(CAST(:tax AS integer), tax_basis_points),
              platform_fee_minor = coalesce(CAST(:platform AS bigint), platform_fee_minor),
              delivery_base_minor = coalesce(CAST(:base AS bigint), delivery_base_minor),
              delivery_per_km_minor = coalesce(CAST(:perKm AS bigint), delivery_per_km_minor)
            WHERE id = :id
            """)
        .bind("id", city.value())
        .bind("tax", charges.taxBasisPoints())
        .bind("platform", charges.platformFeeMinor())
        .bind("base", charges.deliveryBaseMinor())
        .bind("perKm", charges.deliveryPerKmMinor())
        .execute();
  }

  private static void put(Handle handle, CityId city, NewRider rider) {
    handle
        .createUpdate(
            """
            INSERT INTO riders (id, city_id, name, vehicle) VALUES (:id, :city, :name, :vehicle)
            ON CONFLICT (id) DO UPDATE SET city_id = :city, name = :name, vehicle = :vehicle
            """)
        .bind("id", rider.id())
        .bind("city", city.value())
        .bind("name", rider.name())
        .bind("vehicle", rider.vehicle())
        .execute();
  }

  private static void requireCity(Handle handle, CityId city) {
    boolean known =
        handle
            .createQuery("SELECT 1 FROM cities WHERE id = :id")
            .bind("id", city.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!known) {
      throw Problem.notFound("There is no city %s".formatted(city)).exception();
    }
  }

  private static Listed restaurant(CityId city, JsonBody body) {
    List<Dish> menu = MenuBody.dishes(body, "menu");
    Restaurant restaurant =
        Restaurant.builder(
                body.value("id", 64, RestaurantId::new),
                city,
                body.string("name", Restaurant.MAX_NAME_LENGTH),
                point(body))
            .cuisines(
                body.strings("cuisines", Restaurant.MAX_CUISINES, Restaurant.MAX_CUISINE_LENGTH))
            .menu(Dish.searchable(menu))
            .rating(
                body.decimal("rating", 0, Restaurant.MAX_RATING),
                body.integer("votes", 0, Integer.MAX_VALUE))
            .priceLevel(body.integer("priceLevel", 1, Restaurant.MAX_PRICE_LEVEL))
            .veg(body.bool("veg"))
            .open(body.bool("open"))
            .deliveryRadiusMeters(body.decimal("deliveryRadiusMeters", 100, 50_000))
            .prepTime(Duration.ofMinutes(body.integer("prepMinutes", 0, 240)))
            .build();
    return new Listed(restaurant, SettingsChange.all(body), menu);
  }

  private static Charges charges(JsonBody body) {
    return new Charges(
        body.optionalLong("taxBasisPoints", 0, 10_000),
        body.optionalLong("platformFeeMinor", 0, MenuBody.MAX_PRICE_MINOR),
        body.optionalLong("deliveryBaseMinor", 0, MenuBody.MAX_PRICE_MINOR),
        body.optionalLong("deliveryPerKmMinor", 0, MenuBody.MAX_PRICE_MINOR));
  }

  private static NewRider rider(JsonBody body) {
    return new NewRider(
        body.value("id", 64, id -> new RiderId(id).value()),
        body.string("name", 100),
        body.enumValue("vehicle", Vehicle.class).name());
  }

  private static GeoPoint point(JsonBody body) {
    return new GeoPoint(body.decimal("lat", -90, 90), body.decimal("lng", -180, 180));
  }

  private static String currency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a currency such as INR", e);
    }
  }

  private static String zone(String id) {
    try {
      return ZoneId.of(id).getId();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time zone such as Asia/Kolkata", e);
    }
  }
}
