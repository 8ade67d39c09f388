package io.dabba.server.rides;

import static io.dabba.server.postgres.Columns.instant;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A ride as its rider sees it. */
public record RideView(
    String id,
    String state,
    Optional<String> fencingToken,
    String restaurantId,
    GeoPoint pickup,
    List<GeoPoint> dropoffs,
    List<OrderView> orders) {

  /** An order of a ride. */
  public record OrderView(String id, String status, Instant readyAt, boolean ready) {}

  private record Stop(OrderView order, GeoPoint dropoff) {}

  /** The ride, if it is or was the rider's. */
  static Optional<RideView> find(Handle handle, RideId ride, RiderId rider) {
    return one(handle, "r.id = :key", ride.value(), rider);
  }

  /** The ride that the rider is on. */
  static Optional<RideView> current(Handle handle, RiderId rider) {
    return one(
        handle,
        "r.rider_id = :key AND r.status IN ('ACCEPTED', 'PICKED_UP')",
        rider.value(),
        rider);
  }

  private static Optional<RideView> one(Handle handle, String where, String key, RiderId rider) {
    return handle
        .createQuery(
            """
            SELECT r.*, (SELECT max(o.token) FROM offers o
                         WHERE o.ride_id = r.id AND o.rider_id = :rider) AS token
            FROM rides r WHERE %s
              AND EXISTS (SELECT 1 FROM offers o WHERE o.ride_id = r.id AND o.rider_id = :rider)
            """
                .formatted(where))
        .bind("key", key)
        .bind("rider", rider.value())
        .map((rs, ctx) -> ride(rs, stops(handle, rs.getString("id"))))
        .findOne();
  }

  /** What a ride does not carry any more is left out, unless the ride has ended with it. */
  private static List<Stop> stops(Handle handle, String ride) {
    return handle
        .createQuery(
            """
            SELECT o.* FROM orders o JOIN rides r ON r.id = o.ride_id
            WHERE r.id = :ride
              AND (o.status <> 'CANCELLED' OR r.status IN ('CANCELLED', 'FAILED'))
            ORDER BY o.stop, o.id
            """)
        .bind("ride", ride)
        .map((rs, ctx) -> stop(rs))
        .list();
  }

  private static RideView ride(ResultSet rs, List<Stop> stops) throws SQLException {
    return new RideView(
        rs.getString("id"),
        rs.getString("status"),
        Optional.ofNullable(rs.getString("token")),
        rs.getString("restaurant_id"),
        new GeoPoint(rs.getDouble("pickup_lat"), rs.getDouble("pickup_lng")),
        stops.stream().map(Stop::dropoff).toList(),
        stops.stream().map(Stop::order).toList());
  }

  private static Stop stop(ResultSet rs) throws SQLException {
    boolean ready = rs.getTimestamp("ready_at") != null;
    OrderView order =
        new OrderView(
            rs.getString("id"),
            rs.getString("status"),
            instant(rs, ready ? "ready_at" : "expected_ready_at"),
            ready);
    return new Stop(order, new GeoPoint(rs.getDouble("dropoff_lat"), rs.getDouble("dropoff_lng")));
  }
}
