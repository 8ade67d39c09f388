package io.dabba.geo;

import java.time.Instant;

/**
 * One position report of a rider, as his app measured it; what the app did not say is NaN.
 *
 * @param at when the position was measured
 * @param accuracyMeters the radius in metres in which the true position lies, or NaN
 * @param speedMps the speed over ground in metres per second, or NaN
 * @param headingDegrees the direction of travel, 0 to 360 clockwise from north, or NaN
 */
public record Ping(
    RiderId rider,
    GeoPoint point,
    Instant at,
    double accuracyMeters,
    double speedMps,
    double headingDegrees) {
  /**
   * @throws IllegalArgumentException if a number is neither NaN nor within its range
   */
  public Ping {
    requireUnknownOrWithin("accuracyMeters", accuracyMeters, Double.MAX_VALUE);
    requireUnknownOrWithin("speedMps", speedMps, Double.MAX_VALUE);
    requireUnknownOrWithin("headingDegrees", headingDegrees, 360);
  }

  /** A ping of which only place and time are known. */
  public static Ping of(RiderId rider, GeoPoint point, Instant at) {
    return new Ping(rider, point, at, Double.NaN, Double.NaN, Double.NaN);
  }

  private static void requireUnknownOrWithin(String name, double value, double max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "%s=%s is not between 0 and %s; maybe it is unknown, which is NaN"
              .formatted(name, value, max));
    }
  }
}
