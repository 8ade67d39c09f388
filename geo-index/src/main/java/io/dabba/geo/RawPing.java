package io.dabba.geo;

import java.time.Instant;
import java.util.Optional;

/**
 * A ping as it came, unchecked: for who reads many from one stream, which a bad one must not end.
 * {@link PingFilter} judges it like any other, and has a reason for numbers that are none.
 *
 * @param accuracyMeters the radius in metres, or NaN if the app did not say
 * @param speedMps metres per second; NaN or out of its range is unknown, as -1 is on phones
 * @param headingDegrees degrees clockwise from north; NaN or out of its range is unknown
 */
public record RawPing(
    RiderId rider,
    double lat,
    double lng,
    Instant at,
    double accuracyMeters,
    double speedMps,
    double headingDegrees) {

  /** The ping, if place and accuracy are within their ranges. */
  public Optional<Ping> ping() {
    boolean inRange =
        Math.abs(lat) <= 90
            && Math.abs(lng) <= 180
            && !(accuracyMeters < 0 || accuracyMeters > Double.MAX_VALUE);
    return inRange
        ? Optional.of(
            new Ping(
                rider,
                new GeoPoint(lat, lng),
                at,
                accuracyMeters,
                knownWithin(speedMps, Double.MAX_VALUE),
                knownWithin(headingDegrees, 360)))
        : Optional.empty();
  }

  private static double knownWithin(double value, double max) {
    return value >= 0 && value <= max ? value : Double.NaN;
  }
}
