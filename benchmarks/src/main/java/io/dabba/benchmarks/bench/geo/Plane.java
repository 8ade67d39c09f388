package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.GeoPoint;

/**
 * Degrees as metres east and north of a city's center, for peers that only know planes. A distance
 * is wrong by up to a thousandth within a city of 20 km near the equator, more nearer to the poles.
 */
final class Plane {
  private static final double METERS_PER_DEGREE = GeoPoint.EARTH_RADIUS_METERS * Math.toRadians(1);

  private final double lat0;
  private final double lng0;
  private final double lngMeters;

  Plane(GeoPoint center) {
    lat0 = center.lat();
    lng0 = center.lng();
    lngMeters = METERS_PER_DEGREE * Math.cos(Math.toRadians(lat0));
  }

  /** Metres east of the center. */
  double x(double lng) {
    return (lng - lng0) * lngMeters;
  }

  /** Metres north of the center. */
  double y(double lat) {
    return (lat - lat0) * METERS_PER_DEGREE;
  }
}
