package io.dabba.geo;

import java.util.Random;

/** Random places for tests, and a way to walk from them. */
public final class Globe {
  private Globe() {}

  /** A random source whose seed is printed, and can be given again as {@code -Ddabba.seed}. */
  public static Random random() {
    long seed = Long.getLong("dabba.seed", System.nanoTime());
    System.out.println("dabba.seed=" + seed);
    return new Random(seed);
  }

  /** Uniform over the sphere. */
  public static GeoPoint anywhere(Random random) {
    double lat = Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
    return new GeoPoint(lat, random.nextDouble(-180, 180));
  }

  /** A point at most so far away, uniform in bearing and distance. */
  public static GeoPoint near(GeoPoint center, double maxMeters, Random random) {
    return away(center, random.nextDouble(360), random.nextDouble() * maxMeters);
  }

  /** Where the great circle of this initial bearing leads. */
  public static GeoPoint away(GeoPoint from, double bearingDegrees, double meters) {
    double lat = Math.toRadians(from.lat());
    double bearing = Math.toRadians(bearingDegrees);
    double arc = meters / GeoPoint.EARTH_RADIUS_METERS;
    double sin = Math.sin(lat) * Math.cos(arc) + Math.cos(lat) * Math.sin(arc) * Math.cos(bearing);
    double toLat = Math.asin(Math.clamp(sin, -1, 1));
    double east =
        Math.atan2(
            Math.sin(bearing) * Math.sin(arc) * Math.cos(lat),
            Math.cos(arc) - Math.sin(lat) * Math.sin(toLat));
    double lng = Math.IEEEremainder(from.lng() + Math.toDegrees(east), 360);
    return new GeoPoint(Math.toDegrees(toLat), lng);
  }
}
