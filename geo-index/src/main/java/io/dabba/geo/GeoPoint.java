package io.dabba.geo;

/**
 * A point on the globe in WGS84 degrees, latitude first.
 *
 * @param lat latitude in degrees, -90 to 90
 * @param lng longitude in degrees, -180 to 180
 */
public record GeoPoint(double lat, double lng) {
  /** The mean radius of the Earth in metres (IUGG), as H3 has it. */
  public static final double EARTH_RADIUS_METERS = 6_371_007.180918475;

  private static final double METERS_PER_DEGREE = EARTH_RADIUS_METERS * Math.toRadians(1);

  /** More than rounding can make a distance too short. */
  private static final double ROUNDING_METERS = 1;

  /**
   * @throws IllegalArgumentException if a coordinate is not finite or out of its range
   */
  public GeoPoint {
    if (!(lat >= -90 && lat <= 90)) {
      throw new IllegalArgumentException(
          "lat=%s is not between -90 and 90%s".formatted(lat, swapHint(lat, lng)));
    }
    if (!(lng >= -180 && lng <= 180)) {
      throw new IllegalArgumentException("lng=%s is not between -180 and 180".formatted(lng));
    }
  }

  /**
   * The great-circle distance in metres, by the haversine formula: symmetric, accurate to the
   * millimetre (to two decimetres at the antipode), and 0 for two names of one place, as on the
   * antimeridian and at a pole.
   */
  public double distanceMeters(GeoPoint other) {
    double sinLat = Math.sin(Math.toRadians(other.lat - lat) / 2);
    double sinLng = Math.sin(Math.toRadians(degreesBetween(lng, other.lng)) / 2);
    double h = sinLat * sinLat + cosOf(lat) * cosOf(other.lat) * sinLng * sinLng;
    return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  /** What the distance in metres surely is not below: by the latitudes alone, so far cheaper. */
  double leastMeters(GeoPoint other) {
    return METERS_PER_DEGREE * Math.abs(other.lat - lat) - ROUNDING_METERS;
  }

  /** The initial bearing of the great circle to the other point: 0 to 360, clockwise from north. */
  double bearingDegrees(GeoPoint other) {
    double lat1 = Math.toRadians(lat);
    double lat2 = Math.toRadians(other.lat);
    double east = Math.toRadians(other.lng - lng);
    double y = Math.sin(east) * Math.cos(lat2);
    double x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(east);
    double bearing = Math.toDegrees(Math.atan2(y, x));
    return bearing < 0 ? bearing + 360 : bearing;
  }

  /** The smaller of the two angles between directions of -360 to 360 degrees: 0 to 180. */
  static double degreesBetween(double a, double b) {
    double degrees = Math.abs(a - b);
    return degrees > 180 ? 360 - degrees : degrees;
  }

  /** Exactly 0 at the poles, where {@link Math#cos} is not. */
  private static double cosOf(double lat) {
    return Math.abs(lat) == 90 ? 0 : Math.cos(Math.toRadians(lat));
  }

  private static String swapHint(double lat, double lng) {
    boolean swapped = Math.abs(lat) <= 180 && Math.abs(lng) <= 90;
    return swapped ? "; maybe lat and lng are swapped" : "";
  }
}
