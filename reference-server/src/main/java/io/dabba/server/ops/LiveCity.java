package io.dabba.server.ops;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.runtime.DispatchStats;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import io.dabba.server.http.Problem;
import io.dabba.server.postgres.Columns;
import io.dabba.server.rides.CityDispatchers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A city as it is now: the riders and the dispatch in memory, and what is stored of restaurants,
 * orders under way and rides that found nobody.
 */
record LiveCity(
    String city,
    String name,
    Instant now,
    List<RiderView> riders,
    List<RestaurantView> restaurants,
    List<OrderView> orders,
    List<FailedRide> failedRides,
    Map<String, Long> figures,
    Optional<String> owner,
    Optional<DispatchView> dispatch) {

  private static final int MAX_ORDERS = 5_000;
  private static final int MAX_FAILED = 50;
  private static final Duration FAILED_SINCE = Duration.ofHours(3);

  record RiderView(
      String id, double lat, double lng, Instant at, Availability availability, Vehicle vehicle) {}

  record RestaurantView(String id, String name, double lat, double lng, boolean open) {}

  record OrderView(
      String id,
      OrderStatus status,
      String restaurantId,
      Optional<String> riderId,
      GeoPoint pickup,
      GeoPoint dropoff,
      Instant placedAt) {}

  /** A ride that found no rider, of whose orders the money went back. */
  record FailedRide(String id, String restaurantId, Instant at, String reason) {}

  /** How the dispatch of the city stands, if this process owns it. */
  record DispatchView(
      long epoch,
      int openSearches,
      int due,
      boolean degraded,
      long steps,
      long degradedSteps,
      long decisions,
      long offers,
      double lastStepMillis) {

    static DispatchView of(DispatchStats stats) {
      return new DispatchView(
          stats.epoch().value(),
          stats.openSearches(),
          stats.due(),
          stats.degraded(),
          stats.steps(),
          stats.degradedSteps(),
          stats.decisions(),
          stats.offers(),
          stats.lastStep().toNanos() / 1e6);
    }
  }

  private record CityName(CityId id, String name) {}

  /** The city asked for, or the first there is. */
  static LiveCity of(
      Handle handle,
      Optional<CityId> asked,
      CityRiders riders,
      CityDispatchers dispatchers,
      Instant now) {
    CityName city =
        handle
            .createQuery("SELECT id, name FROM cities WHERE :any OR id = :id ORDER BY id LIMIT 1")
            .bind("any", asked.isEmpty())
            .bind("id", asked.map(CityId::value).orElse(""))
            .map((rs, ctx) -> new CityName(new CityId(rs.getString("id")), rs.getString("name")))
            .findOne()
            .orElseThrow(() ->
                Problem.notFound(
                        asked.map("There is no city %s"::formatted).orElse("There is no city"))
                    .exception());
    List<RiderPosition> positions = riders.index(city.id()).positions(now);
    return new LiveCity(
        city.id().value(),
        city.name(),
        now,
        positions.stream().map(LiveCity::view).toList(),
        restaurants(handle, city.id()),
        orders(handle, city.id()),
        failedRides(handle, city.id(), now),
        figures(handle, city.id(), positions),
        owner(handle, city.id()),
        dispatchers.stats(city.id()).map(DispatchView::of));
  }

  private static RiderView view(RiderPosition rider) {
    return new RiderView(
        rider.rider().value(),
        rider.point().lat(),
        rider.point().lng(),
        rider.at(),
        rider.availability(),
        rider.vehicle());
  }

  private static List<RestaurantView> restaurants(Handle handle, CityId city) {
    return handle
        .createQuery("SELECT id, name, lat, lng, open FROM restaurants WHERE city_id = :city")
        .bind("city", city.value())
        .map((rs, ctx) ->
            new RestaurantView(
                rs.getString("id"),
                rs.getString("name"),
                rs.getDouble("lat"),
                rs.getDouble("lng"),
                rs.getBoolean("open")))
        .list();
  }

  private static List<OrderView> orders(Handle handle, CityId city) {
    return handle
        .createQuery(
            """
            SELECT o.id, o.status, o.restaurant_id, o.rider_id, o.dropoff_lat, o.dropoff_lng,
                   o.placed_at, r.lat, r.lng
            FROM orders o JOIN restaurants r ON r.id = o.restaurant_id
            WHERE o.city_id = :city AND o.status NOT IN ('DELIVERED', 'CANCELLED')
            ORDER BY o.placed_at LIMIT :limit
            """)
        .bind("city", city.value())
        .bind("limit", MAX_ORDERS)
        .map((rs, ctx) ->
            new OrderView(
                rs.getString("id"),
                OrderStatus.valueOf(rs.getString("status")),
                rs.getString("restaurant_id"),
                Columns.optionalText(rs, "rider_id"),
                new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")),
                new GeoPoint(rs.getDouble("dropoff_lat"), rs.getDouble("dropoff_lng")),
                Columns.instant(rs, "placed_at")))
        .list();
  }

  private static List<FailedRide> failedRides(Handle handle, CityId city, Instant now) {
    return handle
        .createQuery(
            """
            SELECT id, restaurant_id, failed_at, fail_reason FROM rides
            WHERE city_id = :city AND status = 'FAILED' AND failed_at > :since
            ORDER BY failed_at DESC LIMIT :limit
            """)
        .bind("city", city.value())
        .bind("since", now.minus(FAILED_SINCE))
        .bind("limit", MAX_FAILED)
        .map((rs, ctx) ->
            new FailedRide(
                rs.getString("id"),
                rs.getString("restaurant_id"),
                Columns.instant(rs, "failed_at"),
                rs.getString("fail_reason")))
        .list();
  }

  private static Optional<String> owner(Handle handle, CityId city) {
    return handle
        .createQuery(
            """
            SELECT owner FROM city_leases WHERE city_id = :city AND wall_until > clock_timestamp()
            """)
        .bind("city", city.value())
        .mapTo(String.class)
        .findOne();
  }

  private static Map<String, Long> figures(
      Handle handle, CityId city, List<RiderPosition> positions) {
    Map<String, Long> figures = new TreeMap<>();
    handle
        .createQuery(
            "SELECT lower(status), count(*) FROM orders WHERE city_id = :city GROUP BY status")
        .bind("city", city.value())
        .map((rs, ctx) -> Map.entry("orders_" + rs.getString(1), rs.getLong(2)))
        .forEach(entry -> figures.put(entry.getKey(), entry.getValue()));
    positions.stream()
        .collect(
            Collectors.groupingBy(
                p -> "riders_" + p.availability().name().toLowerCase(Locale.ROOT),
                Collectors.counting()))
        .forEach(figures::put);
    return figures;
  }
}
