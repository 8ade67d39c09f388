package io.dabba.geo;

/**
 * Distances from one point to many whose cosines are known beforehand: {@link
 * GeoPoint#distanceMeters} to the last bit, without a trigonometric function for points within a
 * degree. Immutable and thread-safe.
 */
public final class DistancesFrom {
  private final double lat;
  private final double lng;
  private final double cosLat;

  private DistancesFrom(GeoPoint point) {
    lat = point.lat();
    lng = point.lng();
    cosLat = cosLat(point.lat());
  }

  public static DistancesFrom of(GeoPoint point) {
    return new DistancesFrom(point);
  }

  /** The cosine of a latitude in degrees, -90 to 90. */
  public static double cosLat(double lat) {
    return GeoPoint.cosOf(lat);
  }

  /**
   * The distance to a point in metres.
   *
   * @param otherLat -90 to 90, not checked
   * @param otherLng -180 to 180, not checked
   * @param otherCosLat {@link #cosLat} of its latitude
   */
  public double meters(double otherLat, double otherLng, double otherCosLat) {
    return GeoPoint.metersOfHaversine(
        GeoPoint.haversine(lat, lng, cosLat, otherLat, otherLng, otherCosLat));
  }
}
