package io.dabba.server.ops;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import io.dabba.server.http.Problem;
import io.dabba.server.postgres.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A city as it is now: the riders in memory, and what is stored of restaurants and orders under
 * way.
 */
record LiveCity(
    String city,
    String name,
    Instant now,
    List<RiderView> riders,
    List<RestaurantView> restaurants,
    List<OrderView> orders,
    Map<String, Long> figures) {

  private static final int MAX_ORDERS = 5_000;

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

  private record CityName(CityId id, String name) {}

  /** The city asked for, or the first there is. */
  static LiveCity of(Handle handle, Optional<CityId> asked, CityRiders riders, Instant now) {
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
    List<RiderPosition> positions = riders.index(city.id()).positions();
    return new LiveCity(
        city.id().value(),
        city.name(),
        now,
        positions.stream().map(LiveCity::view).toList(),
        restaurants(handle, city.id()),
        orders(handle, city.id()),
        figures(handle, city.id(), positions));
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
