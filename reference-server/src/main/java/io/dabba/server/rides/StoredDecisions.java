package io.dabba.server.rides;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
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
  /** A row {@code d} of {@code decisions} as one JSON object. */
  static final String SQL =
      """
      jsonb_build_object('at', to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                         'epoch', d.epoch) || d.decision\
      """;

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

  /** The latest round of a ride that led to no offer. */
  static Optional<JsonNode> withoutOffer(Handle handle, RideId ride) {
    return handle
        .createQuery(
            "SELECT %s AS reasons FROM decisions d WHERE d.ride_id = :ride AND d.token IS NULL"
                .formatted(SQL))
        .bind("ride", ride.value())
        .map((rs, ctx) -> reasons(rs))
        .findOne()
        .flatMap(reasons -> reasons);
  }

  /** The column {@code reasons}; empty if it is null. */
  static Optional<JsonNode> reasons(ResultSet rs) throws SQLException {
    return Columns.optionalText(rs, "reasons").map(StoredDecisions::parse);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored decision is not JSON", e);
    }
  }
}
