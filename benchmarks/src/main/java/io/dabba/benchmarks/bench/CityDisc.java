package io.dabba.benchmarks.bench;

import io.dabba.geo.GeoPoint;
import java.util.SplittableRandom;

/** The city of the benchmarks: a disc of 15 km in which everything is spread evenly. */
public final class CityDisc {
  private static final GeoPoint CENTER = new GeoPoint(19.06, 72.85);
  private static final double RADIUS_METERS = 15_000;
  private static final double METERS_PER_DEGREE = 111_195;

  private CityDisc() {}

  /** A point anywhere in the disc. */
  public static GeoPoint anywhere(SplittableRandom random) {
    double distance = RADIUS_METERS * Math.sqrt(random.nextDouble());
    double angle = random.nextDouble(2 * Math.PI);
    return beside(CENTER, distance * Math.cos(angle), distance * Math.sin(angle));
  }

  /** The point so far north and east of another. */
  public static GeoPoint beside(GeoPoint point, double northMeters, double eastMeters) {
    double lngMeters = METERS_PER_DEGREE * Math.cos(Math.toRadians(point.lat()));
    return new GeoPoint(
        point.lat() + northMeters / METERS_PER_DEGREE, point.lng() + eastMeters / lngMeters);
  }
}
