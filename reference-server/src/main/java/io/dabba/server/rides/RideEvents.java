package io.dabba.server.rides;

import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes the events of a ride into the outbox, in the transaction that changed it. */
final class RideEvents {
  private RideEvents() {}

  static void write(
      Handle handle,
      RideId ride,
      String type,
      RiderId rider,
      Optional<FencingToken> token,
      Instant now) {
    write(handle, ride, type, Optional.of(rider), token, Optional.empty(), now);
  }

  /**
   * Also of an offer that was overdue: its rider is free again, and nobody else will tell. It went
   * unanswered then, which is the reason that is told.
   */
  static void withdrawn(Handle handle, Offer offer, Instant now) {
    boolean overdue = !offer.expiresAt().isAfter(now);
    write(
        handle,
        offer.rideId(),
        "ride.withdrawn",
        Optional.of(offer.riderId()),
        Optional.of(offer.token()),
        overdue ? Optional.of(Refusal.Kind.UNANSWERED.name()) : Optional.empty(),
        now);
  }

  static void failed(Handle handle, RideId ride, Effect.FailureReason reason, Instant now) {
    write(
        handle,
        ride,
        "ride.failed",
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason.name()),
        now);
  }

  /** Ends rides whose orders another takes along, while they are still theirs. */
  static void joined(Handle handle, List<RideId> rides, RideId joinedTo, Instant now) {
    handle
        .createUpdate(
            """
            WITH joined AS (
              UPDATE rides SET status = 'JOINED', joined_to = :to, version = version + 1
              WHERE id = ANY(:rides) RETURNING id, version, city_id)
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            SELECT 'ride', id, version, city_id, 'ride.joined', 1, :now,
                   jsonb_build_object(
                     'rideId', id, 'joinedTo', CAST(:to AS text),
                     'orders', (SELECT jsonb_agg(o.id ORDER BY o.stop, o.id) FROM orders o
                                WHERE o.ride_id = joined.id AND o.status <> 'CANCELLED'))
            FROM joined ORDER BY id
            """)
        .bindArray("rides", String.class, rides.stream().map(RideId::value).toList())
        .bind("to", joinedTo.value())
        .bind("now", now)
        .execute();
  }

  private static void write(
      Handle handle,
      RideId ride,
      String type,
      Optional<RiderId> rider,
      Optional<FencingToken> token,
      Optional<String> reason,
      Instant now) {
    handle
        .createUpdate(
            """
            WITH changed AS (
              UPDATE rides SET version = version + 1 WHERE id = :ride RETURNING id, version, city_id)
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            SELECT 'ride', id, version, city_id, :type, 1, :now,
                   jsonb_strip_nulls(jsonb_build_object(
                     'rideId', id, 'riderId', CAST(:rider AS text),
                     'fencingToken', CAST(:token AS text), 'reason', CAST(:reason AS text)))
            FROM changed
            """)
        .bind("ride", ride.value())
        .bind("type", type)
        .bind("rider", rider.map(RiderId::value).orElse(null))
        .bind("token", token.map(FencingToken::toString).orElse(null))
        .bind("reason", reason.orElse(null))
        .bind("now", now)
        .execute();
  }
}
