package io.dabba.server.rides;

import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** The offers that are held out to the riders, of whom each holds one at most. */
  static Map<RiderId, OfferMessage> open(Handle handle, Set<RiderId> riders) {
    Map<RiderId, List<Row>> rows =
        handle
            .createQuery(
                """
                SELECT f.rider_id, f.ride_id, f.token, f.expires_at, r.restaurant_id, r.pickup_lat,
                       r.pickup_lng, o.id AS order_id, o.dropoff_lat, o.dropoff_lng,
                       coalesce(o.ready_at, o.expected_ready_at) AS ready
                FROM offers f JOIN rides r ON r.id = f.ride_id
                JOIN orders o ON o.ride_id = r.id AND o.status <> 'CANCELLED'
                WHERE f.rider_id = ANY(:riders) AND f.status = 'OPEN'
                ORDER BY f.ride_id, o.stop, o.id
                """)
            .bindArray("riders", String.class, riders.stream().map(RiderId::value).toList())
            .map((rs, ctx) -> row(rs))
            .stream()
            .collect(Collectors.groupingBy(Row::rider));
    return rows.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> opened(entry.getValue())));
  }

  /** An order of an open offer. */
  record Row(RiderId rider, Opened offer) {}

  private static OfferMessage opened(List<Row> rows) {
    List<Opened> offers = rows.stream().map(Row::offer).toList();
    Opened first = offers.getFirst();
    return new Opened(
        first.type(),
        first.rideId(),
        first.fencingToken(),
        first.expiresAt(),
        first.restaurantId(),
        first.pickup(),
        offers.stream().flatMap(offer -> offer.dropoffs().stream()).toList(),
        offers.stream().flatMap(offer -> offer.orders().stream()).toList(),
        offers.stream().map(Opened::readyAt).max(Instant::compareTo).orElseThrow());
  }

  private static Row row(ResultSet rs) throws SQLException {
    return new Row(
        new RiderId(rs.getString("rider_id")),
        new Opened(
            "offer",
            rs.getString("ride_id"),
            rs.getString("token"),
            Columns.instant(rs, "expires_at"),
            rs.getString("restaurant_id"),
            new GeoPoint(rs.getDouble("pickup_lat"), rs.getDouble("pickup_lng")),
            List.of(new GeoPoint(rs.getDouble("dropoff_lat"), rs.getDouble("dropoff_lng"))),
            List.of(rs.getString("order_id")),
            Columns.instant(rs, "ready")));
  }
}
