package io.dabba.server.rides;

import io.dabba.dispatch.Effect;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.server.orders.OrderStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Rides that are held out as one, in the transaction of a step that has locked all their orders and
 * then the rides themselves.
 */
final class StoredBundles {
  private StoredBundles() {}

  /** Whether the rides to be joined are pending, and the orders of all of them are the stops. */
  static boolean isWhole(Handle handle, Effect.OpenOffer effect) {
    return effect.joined().isEmpty()
        || handle
            .createQuery(
                """
                WITH live AS (
                  SELECT id FROM orders
                  WHERE (ride_id = :ride OR ride_id = ANY(:joined)) AND status <> 'CANCELLED')
                SELECT (SELECT count(*) FROM rides r JOIN rides main ON main.city_id = r.city_id
                        WHERE r.id = ANY(:joined) AND r.status = 'PENDING' AND main.id = :ride)
                         = cardinality(:joined)
                   AND (SELECT count(*) FROM live) = cardinality(:stops)
                   AND NOT EXISTS (SELECT FROM live WHERE id <> ALL(:stops))
                """)
            .bind("ride", effect.rideId().value())
            .bindArray("joined", String.class, ids(effect.joined()))
            .bindArray("stops", String.class, effect.stops().stream().map(OrderId::value).toList())
            .mapTo(Boolean.class)
            .one();
  }

  /** Which of the rides of the effect are pending. */
  static Set<RideId> pending(Handle handle, Effect.OpenOffer effect) {
    return handle
        .createQuery("SELECT id FROM rides WHERE id = ANY(:ids) AND status = 'PENDING'")
        .bindArray("ids", String.class, ids(rides(effect).toList()))
        .map((rs, ctx) -> new RideId(rs.getString("id")))
        .set();
  }

  /** Gives the orders to the ride, and ends those that had them. */
  static void join(Handle handle, Effect.OpenOffer effect, Instant now) {
    if (!effect.joined().isEmpty()) {
      lastAsLongAsTheLongest(handle, effect);
      RideEvents.joined(handle, effect.joined(), effect.rideId(), now);
      OrderStore.joinRide(handle, effect.stops(), effect.rideId());
    }
  }

  /** No order is given up earlier since it goes with others. */
  private static void lastAsLongAsTheLongest(Handle handle, Effect.OpenOffer effect) {
    handle
        .createUpdate(
            """
            UPDATE rides r SET give_up_at = greatest(r.give_up_at, j.give_up_at),
                               rounds = least(r.rounds, j.rounds)
            FROM (SELECT max(give_up_at) AS give_up_at, min(rounds) AS rounds
                  FROM rides WHERE id = ANY(:joined)) j
            WHERE r.id = :ride
            """)
        .bind("ride", effect.rideId().value())
        .bindArray("joined", String.class, ids(effect.joined()))
        .execute();
  }

  /** The ride that is held out, and those that join it. */
  static Stream<RideId> rides(Effect.OpenOffer effect) {
    return Stream.concat(Stream.of(effect.rideId()), effect.joined().stream());
  }

  private static List<String> ids(List<RideId> rides) {
    return rides.stream().map(RideId::value).toList();
  }
}
