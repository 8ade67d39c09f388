package io.dabba.geo;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a rider was last seen, and what he can be asked for.
 *
 * @param at when he was there: the time of the ping
 */
public record RiderPosition(
    RiderId rider, GeoPoint point, Instant at, Availability availability, Vehicle vehicle) {

  /** The position age: how old the position is at {@code now}; negative if it is from later. */
  public Duration age(Instant now) {
    return Duration.between(at, now);
  }
}
