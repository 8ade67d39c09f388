package io.dabba.server.rides;

import io.dabba.dispatch.Decision;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Why riders were asked, as rows. A ride keeps the round of each of its offers, and of those that
 * led to none the latest only.
 */
final class StoredDecisions {
  private StoredDecisions() {}

  /** A {@link Decision} as JSON, which is read by people. */
  private record Body(
      int round,
      double radiusMeters,
      boolean degraded,
      boolean askedAgain,
      List<String> notAsked,
      List<Considered> considered,
      Optional<String> chosen) {

    static Body of(Decision decision) {
      return new Body(
          decision.round(),
          decision.radiusMeters(),
          decision.degraded(),
          decision.askedAgain(),
          decision.notAsked().stream().map(RiderId::value).sorted().toList(),
          decision.considered().stream().map(Considered::of).toList(),
          decision.chosen().map(RiderId::value));
    }
  }

  private record Considered(
      String riderId,
      double pickupEtaSeconds,
      double acceptanceRate,
      double cost,
      Decision.Verdict verdict) {

    static Considered of(Decision.Considered considered) {
      return new Considered(
          considered.candidate().riderId().value(),
          considered.candidate().pickupEta().toMillis() / 1000.0,
          considered.candidate().acceptanceRate().value(),
          considered.candidate().cost(),
          considered.verdict());
    }
  }

  /**
   * Stores the decisions of a step.
   *
   * @param opened the offers that they led to
   */
  static void store(
      Handle handle, Epoch epoch, List<Decision> decisions, Map<RideId, Offer> opened) {
    if (decisions.isEmpty()) {
      return;
    }
    List<@Nullable String> riders = new ArrayList<>();
    List<@Nullable Long> tokens = new ArrayList<>();
    for (Decision decision : decisions) {
      Offer offer = opened.get(decision.rideId());
      riders.add(offer == null ? null : offer.riderId().value());
      tokens.add(offer == null ? null : offer.token().value());
    }
    handle
        .createUpdate(
            """
            INSERT INTO decisions (ride_id, rider_id, token, city_id, epoch, decided_at, decision)
            SELECT r.id, d.rider_id, d.token, r.city_id, :epoch, :at, CAST(d.body AS jsonb)
            FROM unnest(:rides, :riders, :tokens, :bodies) AS d (ride_id, rider_id, token, body)
            JOIN rides r ON r.id = d.ride_id
            ON CONFLICT (ride_id) WHERE token IS NULL
            DO UPDATE SET epoch = excluded.epoch, decided_at = excluded.decided_at,
                          decision = excluded.decision
            """)
        .bind("epoch", epoch.value())
        .bind("at", decisions.getFirst().at())
        .bindArray("rides", String.class, decisions.stream().map(d -> d.rideId().value()).toList())
        .bindArray("riders", String.class, riders)
        .bindArray("tokens", Long.class, tokens)
        .bindArray(
            "bodies", String.class, decisions.stream().map(d -> Json.text(Body.of(d))).toList())
        .execute();
  }
}
