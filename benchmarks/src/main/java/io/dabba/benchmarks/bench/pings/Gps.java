package io.dabba.benchmarks.bench.pings;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What a rider's phone measures of a way, second by second: the place, off by an error that wanders
 * slowly, and the speed and heading of the last second, off by one that does not. Not thread-safe.
 */
final class Gps {
  static final RiderId RIDER = new RiderId("rider");

  /** How much of an error of place is left after a second: so it wanders over 20 seconds. */
  private static final double KEPT = 0.95;

  /** The error of speed, along and across, by the error of place. */
  private static final double SPEED_ERROR_SHARE = 0.1;

  private final Way way;
  private final double errorMeters;
  private final SplittableRandom random;
  private double northError;
  private double eastError;

  /**
   * @param errorMeters the standard deviation of each coordinate; 0 measures the truth
   */
  Gps(Way way, double errorMeters, SplittableRandom random) {
    this.way = way;
    this.errorMeters = errorMeters;
    this.random = random;
    northError = errorMeters * random.nextGaussian();
    eastError = errorMeters * random.nextGaussian();
  }

  /** What the phone measures at the second; to be asked for each in its order. */
  Ping fix(int second) {
    GeoPoint truth = way.points().get(second);
    GeoPoint before = way.points().get(Math.max(0, second - 1));
    double north = northMeters(before, truth) + speedError();
    double east = eastMeters(before, truth) + speedError();
    double heading = Math.toDegrees(Math.atan2(east, north));
    Ping fix =
        new Ping(
            RIDER,
            CityDisc.beside(truth, northError, eastError),
            Instant.ofEpochSecond(second),
            errorMeters,
            Math.hypot(north, east),
            heading < 0 ? heading + 360 : heading);
    northError = wander(northError);
    eastError = wander(eastError);
    return fix;
  }

  private double wander(double error) {
    return KEPT * error + Math.sqrt(1 - KEPT * KEPT) * errorMeters * random.nextGaussian();
  }

  private double speedError() {
    return SPEED_ERROR_SHARE * errorMeters * random.nextGaussian();
  }

  private static double northMeters(GeoPoint from, GeoPoint to) {
    double meters = from.distanceMeters(new GeoPoint(to.lat(), from.lng()));
    return to.lat() < from.lat() ? -meters : meters;
  }

  private static double eastMeters(GeoPoint from, GeoPoint to) {
    double meters = from.distanceMeters(new GeoPoint(from.lat(), to.lng()));
    return to.lng() < from.lng() ? -meters : meters;
  }
}
