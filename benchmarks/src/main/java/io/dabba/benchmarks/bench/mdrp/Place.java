package io.dabba.benchmarks.bench.mdrp;

import io.dabba.geo.GeoPoint;

/**
 * A place of an instance, in metres of its plane. On the globe it lies near the equator, a power of
 * two of metres to the degree, so that a point leads back to its place to the last bit, and so does
 * one between two places. Great circles are 15 % shorter than the plane's ways: the order of who is
 * nearest stays, and nothing else is measured on them.
 */
record Place(double xMeters, double yMeters) {
  /** How far from the middle of its plane a place may be, to stay near the equator. */
  static final double MAX_METERS = 1_000_000;

  private static final double METERS_PER_DEGREE = 1 << 17;

  /** The place of a point. */
  static Place of(GeoPoint point) {
    return new Place(point.lng() * METERS_PER_DEGREE, point.lat() * METERS_PER_DEGREE);
  }

  GeoPoint point() {
    return new GeoPoint(yMeters / METERS_PER_DEGREE, xMeters / METERS_PER_DEGREE);
  }

  double metersTo(Place other) {
    double x = other.xMeters - xMeters;
    double y = other.yMeters - yMeters;
    return Math.sqrt(x * x + y * y);
  }

  /**
   * The place on the straight way to another.
   *
   * @param share of the way, 0 to 1
   */
  Place towards(Place other, double share) {
    return new Place(
        xMeters + share * (other.xMeters - xMeters), yMeters + share * (other.yMeters - yMeters));
  }
}
