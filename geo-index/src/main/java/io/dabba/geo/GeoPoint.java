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
   * The great-circle distance in metres, by the haversine formula; accurate to the millimetre also
   * for near points.
   */
  public double distanceMeters(GeoPoint other) {
    double lat1 = Math.toRadians(lat);
    double lat2 = Math.toRadians(other.lat);
    double sinLat = Math.sin((lat2 - lat1) / 2);
    double sinLng = Math.sin(Math.toRadians(other.lng - lng) / 2);
    double h = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLng * sinLng;
    return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  private static String swapHint(double lat, double lng) {
    boolean swapped = Math.abs(lat) <= 180 && Math.abs(lng) <= 90;
    return swapped ? "; maybe lat and lng are swapped" : "";
  }
}
