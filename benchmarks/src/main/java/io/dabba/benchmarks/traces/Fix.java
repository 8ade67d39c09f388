package io.dabba.benchmarks.traces;

import io.dabba.geo.GeoPoint;

/**
 * One recorded position.
 *
 * @param atSecond when it was measured, in seconds since 1970
 */
public record Fix(GeoPoint point, long atSecond) {
  /** How fast one goes straight from here to there, in metres per second; infinite if at once. */
  double speedMpsTo(Fix next) {
    return point.distanceMeters(next.point) / (next.atSecond - atSecond);
  }
}
