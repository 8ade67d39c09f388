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

  /** Up to here the sine of the half is its series of three terms, to the last bit or almost. */
  static final double MAX_SERIES_DEGREES = 1;

  private static final double MAX_SERIES_SIN = 0.01;
  private static final double HALF_RADIANS = Math.toRadians(1) / 2;

  /**
   * @throws IllegalArgumentException if a coordinate is not finite or out of its range
   */
  public GeoPoint {
    requireOnGlobe(lat, lng);
  }

  /** Throws unless these are the coordinates of a point. */
  static void requireOnGlobe(double lat, double lng) {
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
    return metersOfHaversine(haversine(lat, lng, cosOf(lat), other.lat, other.lng));
  }

  /** The square of the sine of half the angle between two points, of one with its cosine. */
  static double haversine(double lat, double lng, double cosLat, double otherLat, double otherLng) {
    return haversine(lat, lng, cosLat, otherLat, otherLng, cosOf(otherLat));
  }

  /** The same of two points with their cosines. */
  static double haversine(
      double lat, double lng, double cosLat, double otherLat, double otherLng, double otherCosLat) {
    double sinLat = sinOfHalf(otherLat - lat);
    double sinLng = sinOfHalf(degreesBetween(lng, otherLng));
    return sinLat * sinLat + cosLat * otherCosLat * sinLng * sinLng;
  }

  static double metersOfHaversine(double haversine) {
    double sin = Math.sqrt(Math.min(1, haversine));
    return 2 * EARTH_RADIUS_METERS * (sin < MAX_SERIES_SIN ? asinOfSmall(sin) : Math.asin(sin));
  }

  /**
   * The sine of half so many degrees; of few by the series, of which the rest rounds to nothing.
   */
  static double sinOfHalf(double degrees) {
    double half = degrees * HALF_RADIANS;
    if (Math.abs(degrees) > MAX_SERIES_DEGREES) {
      return Math.sin(half);
    }
    double h2 = half * half;
    return half * (1 - h2 * (1.0 / 6 - h2 * (1.0 / 120)));
  }

  private static double asinOfSmall(double x) {
    double x2 = x * x;
    return x * (1 + x2 * (1.0 / 6 + x2 * (3.0 / 40 + x2 * (15.0 / 336))));
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

  /** Where the great circle of this initial bearing leads after so many metres, at most a turn. */
  GeoPoint destination(double bearingDegrees, double meters) {
    double lat1 = Math.toRadians(lat);
    double bearing = Math.toRadians(bearingDegrees);
    double arc = meters / EARTH_RADIUS_METERS;
    double north = Math.cos(lat1) * Math.sin(arc) * Math.cos(bearing);
    double sinLat = Math.clamp(Math.sin(lat1) * Math.cos(arc) + north, -1, 1);
    double east =
        Math.atan2(
            Math.sin(bearing) * Math.sin(arc) * Math.cos(lat1),
            Math.cos(arc) - Math.sin(lat1) * sinLat);
    return new GeoPoint(
        Math.toDegrees(Math.asin(sinLat)), Math.IEEEremainder(lng + Math.toDegrees(east), 360));
  }

  /** The smaller of the two angles between directions of -360 to 360 degrees: 0 to 180. */
  static double degreesBetween(double a, double b) {
    double degrees = Math.abs(a - b);
    return degrees > 180 ? 360 - degrees : degrees;
  }

  /** Exactly 0 at the poles, where {@link Math#cos} is not. */
  static double cosOf(double lat) {
    return Math.abs(lat) == 90 ? 0 : Math.cos(Math.toRadians(lat));
  }

  private static String swapHint(double lat, double lng) {
    boolean swapped = Math.abs(lat) <= 180 && Math.abs(lng) <= 90;
    return swapped ? "; maybe lat and lng are swapped" : "";
  }
}
