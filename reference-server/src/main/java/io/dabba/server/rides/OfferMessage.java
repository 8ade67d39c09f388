package io.dabba.server.rides;

import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What a rider's app hears of offers. */
sealed interface OfferMessage {
  /** A ride is held out. */
  record Opened(
      String type,
      String rideId,
      String fencingToken,
      Instant expiresAt,
      String restaurantId,
      GeoPoint pickup,
      List<GeoPoint> dropoffs,
      List<String> orders,
      Instant readyAt)
      implements OfferMessage {}

  /** It was taken back. */
  record Withdrawn(String type, String rideId, String fencingToken) implements OfferMessage {}

  static OfferMessage withdrawn(RideId ride, FencingToken token) {
    return new Withdrawn("withdrawn", ride.value(), token.toString());
  }

  /** The offers that are held out to a rider. */
  static List<OfferMessage> open(Handle handle, RiderId rider) {
    return handle
        .createQuery(
            """
            SELECT o.ride_id, o.token, o.expires_at, r.restaurant_id, r.pickup_lat, r.pickup_lng
            FROM offers o JOIN rides r ON r.id = o.ride_id
            WHERE o.rider_id = :rider AND o.status = 'OPEN'
            """)
        .bind("rider", rider.value())
        .map((rs, ctx) -> opened(handle, rs))
        .list();
  }

  private static OfferMessage opened(Handle handle, ResultSet rs) throws SQLException {
    List<GeoPoint> dropoffs = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    List<Instant> ready = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT id, dropoff_lat, dropoff_lng, coalesce(ready_at, expected_ready_at) AS ready
            FROM orders WHERE ride_id = :ride AND status <> 'CANCELLED' ORDER BY id
            """)
        .bind("ride", rs.getString("ride_id"))
        .map((order, ctx) -> {
          orders.add(order.getString("id"));
          ready.add(Columns.instant(order, "ready"));
          return dropoffs.add(
              new GeoPoint(order.getDouble("dropoff_lat"), order.getDouble("dropoff_lng")));
        })
        .list();
    Instant expiresAt = Columns.instant(rs, "expires_at");
    return new Opened(
        "offer",
        rs.getString("ride_id"),
        rs.getString("token"),
        expiresAt,
        rs.getString("restaurant_id"),
        new GeoPoint(rs.getDouble("pickup_lat"), rs.getDouble("pickup_lng")),
        dropoffs,
        orders,
        ready.stream().max(Instant::compareTo).orElse(expiresAt));
  }
}
