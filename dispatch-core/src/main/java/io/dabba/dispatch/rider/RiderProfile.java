package io.dabba.dispatch.rider;

import io.dabba.geo.Availability;
import java.time.Instant;
import java.util.Optional;

/**
 * What is stored of a rider that dispatch needs: what he can be asked for, how he answers, and what
 * he was promised.
 *
 * @param shiftEndsAt when he will go off shift, after which he fetches nothing; empty if that is
 *     not known
 * @param ordersOwed how many orders he is still to get so that he earns what he is guaranteed; at
 *     most zero if he has got them
 */
public record RiderProfile(
    Availability availability,
    AcceptanceRate acceptanceRate,
    Optional<Instant> shiftEndsAt,
    double ordersOwed) {
  public RiderProfile {
    if (!Double.isFinite(ordersOwed)) {
      throw new IllegalArgumentException("ordersOwed=%s is not finite".formatted(ordersOwed));
    }
  }

  /** A rider who works until he stops, and is promised nothing. */
  public RiderProfile(Availability availability, AcceptanceRate acceptanceRate) {
    this(availability, acceptanceRate, Optional.empty(), 0);
  }
}
