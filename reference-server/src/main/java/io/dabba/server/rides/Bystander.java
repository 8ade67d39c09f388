package io.dabba.server.rides;

import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.Strategy;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rider around the pickup of a ride, as this process sees him now, and whether he would be asked.
 *
 * @param pickupEtaSeconds how long he would need to the pickup
 */
record Bystander(
    String riderId,
    Vehicle vehicle,
    Instant seenAt,
    double distanceMeters,
    double pickupEtaSeconds,
    Standing standing) {

  private static final int MOST = 50;

  /** Why a rider would be asked or not; the first that applies. */
  enum Standing {
    OFFLINE,
    OFFERED,
    RIDING,
    POSITION_TOO_OLD,
    /** He said no to this ride, or gave it back. */
    DECLINED,
    /** He did not answer, and is asked again only when nobody else is left. */
    LET_IT_PASS,
    /** Too far for the next round; a later one looks farther. A plan looks as far at once. */
    OUT_OF_RADIUS,
    /** He would be asked, or somebody who costs less; by a plan, once he must leave. */
    FREE
  }

  /** The nearest riders within the greatest radius. */
  static List<Bystander> around(
      GeoPoint pickup,
      int rounds,
      Map<RiderId, Refusal> refusals,
      RiderIndex riders,
      Strategy strategy,
      Instant now) {
    DispatchPolicy policy = strategy.policy();
    double radius =
        strategy.matcher().looksAhead() ? policy.maxRadiusMeters() : policy.radiusOf(rounds);
    NearbyQuery query = NearbyQuery.around(pickup, policy.maxRadiusMeters()).withLimit(MOST);
    return riders.nearest(query, now).stream()
        .map(rider ->
            new Bystander(
                rider.rider().value(),
                rider.vehicle(),
                rider.at(),
                rider.distanceMeters(),
                strategy.travelTimes().between(rider.point(), pickup, rider.vehicle()).toMillis()
                    / 1000.0,
                standing(
                    rider,
                    riders.find(rider.rider()).map(RiderPosition::availability),
                    Optional.ofNullable(refusals.get(rider.rider())).map(Refusal::kind),
                    rider.at().isBefore(now.minus(policy.maxPositionAge())),
                    radius)))
        .toList();
  }

  private static Standing standing(
      NearbyRider rider,
      Optional<Availability> availability,
      Optional<Refusal.Kind> refusal,
      boolean tooOld,
      double radiusMeters) {
    return switch (availability.orElse(Availability.OFFLINE)) {
      case OFFLINE -> Standing.OFFLINE;
      case OFFERED -> Standing.OFFERED;
      case RIDING -> Standing.RIDING;
      case AVAILABLE -> {
        if (tooOld) {
          yield Standing.POSITION_TOO_OLD;
        }
        if (refusal.equals(Optional.of(Refusal.Kind.DECLINED))) {
          yield Standing.DECLINED;
        }
        if (refusal.equals(Optional.of(Refusal.Kind.UNANSWERED))) {
          yield Standing.LET_IT_PASS;
        }
        yield rider.distanceMeters() > radiusMeters ? Standing.OUT_OF_RADIUS : Standing.FREE;
      }
    };
  }
}
