package io.dabba.geo;

/**
 * The point that distances are asked to. It knows a cheap measure of nearness besides the distance:
 * the haversine, the square of half the chord, by the first terms of its series, which costs no
 * call of a trigonometric function for points within a degree. Not thread-safe.
 */
final class QueryCenter {
  /** How far the cheap measure may be off, as a share of it: a thousand times what it is. */
  static final double SLACK = 1e-9;

  /** Nearer to a pole the series of the cosine loses too many digits. */
  private static final double MAX_SERIES_LAT = 85;

  private static final double RADIANS = Math.toRadians(1);

  private double lat;
  private double lng;
  private double cosLat;
  private double sinLat;
  private boolean series;

  void set(GeoPoint point) {
    lat = point.lat();
    lng = point.lng();
    cosLat = GeoPoint.cosOf(lat);
    sinLat = Math.sin(Math.toRadians(lat));
    series = Math.abs(lat) <= MAX_SERIES_LAT;
  }

  double lat() {
    return lat;
  }

  double lng() {
    return lng;
  }

  double cosLat() {
    return cosLat;
  }

  /** The haversine of the angle to the point, at most {@link #SLACK} of it off. */
  double haversine(double pointLat, double pointLng) {
    double north = pointLat - lat;
    if (!series || Math.abs(north) > GeoPoint.MAX_SERIES_DEGREES) {
      return GeoPoint.haversine(lat, lng, cosLat, pointLat, pointLng);
    }
    double a = north * RADIANS;
    double a2 = a * a;
    double cosA = 1 - a2 * (0.5 - a2 * (1.0 / 24 - a2 * (1.0 / 720)));
    double sinA = a * (1 - a2 * (1.0 / 6 - a2 * (1.0 / 120)));
    double cosPointLat = cosLat * cosA - sinLat * sinA;
    double halfNorth = GeoPoint.sinOfHalf(north);
    double halfEast = GeoPoint.sinOfHalf(GeoPoint.degreesBetween(lng, pointLng));
    return halfNorth * halfNorth + cosLat * cosPointLat * halfEast * halfEast;
  }

  /** {@link GeoPoint#distanceMeters}, to the last bit. */
  double distanceMeters(double pointLat, double pointLng) {
    return GeoPoint.metersOfHaversine(GeoPoint.haversine(lat, lng, cosLat, pointLat, pointLng));
  }

  /** The haversine of so many metres. */
  static double haversineOf(double meters) {
    double sin = Math.sin(Math.min(Math.PI, meters / GeoPoint.EARTH_RADIUS_METERS) / 2);
    return sin * sin;
  }
}
