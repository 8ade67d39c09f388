package io.dabba.geo;

import java.time.Duration;
import java.time.Instant;

/**
 * What a rider's app does after a ping, alone, until the next: it waits, and pings early when it
 * sees what nobody who knows the ping alone can guess. A value; any thread may call.
 *
 * <p>Who watches takes the rider to go on as his ping said ({@link #predicted}), and the app
 * compares that with where it is, once per fix. So a position shown is wrong by {@code
 * offWayMeters}, what the rider covers between two fixes, and the delay of the network; this is the
 * dead-reckoning policy of Wolfson et al., Updating and Querying Databases that Track Mobile Units
 * (1999).
 *
 * @param ping the ping that it follows
 * @param latest the longest time from it to the next
 * @param soonest the shortest, whatever the app sees; at most {@code latest}
 * @param offWayMeters how far from the predicted way the app pings early: positive. A fix that is
 *     less accurate must be farther off, by its accuracy
 * @param turnDegrees the change of direction at which it pings early, 0 to 180
 * @param movingMps the speed in metres per second below which the rider stands, and neither goes on
 *     nor turns
 */
public record PingPlan(
    Ping ping,
    Duration latest,
    Duration soonest,
    double offWayMeters,
    double turnDegrees,
    double movingMps) {
  /**
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public PingPlan {
    Durations.requirePositive("soonest", soonest);
    Durations.requireOrdered("soonest", soonest, "latest", latest);
    Ranges.requirePositive("offWayMeters", offWayMeters);
    Ranges.requireWithin("turnDegrees", turnDegrees, 0, 180);
    Ranges.requirePositive("movingMps", movingMps);
  }

  /**
   * Whether the app should ping now: it is time, or, not before {@code soonest}, the rider is off
   * the predicted way or has turned.
   *
   * @param fix what the app would send; one from before the ping is never due
   * @throws IllegalArgumentException if it is another rider's
   */
  public boolean isDue(Ping fix) {
    if (!fix.rider().equals(ping.rider())) {
      throw new IllegalArgumentException(
          "fix.rider=%s is not ping.rider=%s".formatted(fix.rider(), ping.rider()));
    }
    Duration since = Duration.between(ping.at(), fix.at());
    return since.compareTo(latest) >= 0
        || (since.compareTo(soonest) >= 0 && (isOffWay(fix) || isTurned(fix)));
  }

  /**
   * Where the rider is taken to be: on the great circle of his heading at his speed, for as long as
   * {@code latest} and no farther; where he was, if he stood or the ping lacks one of the two.
   */
  public GeoPoint predicted(Instant at) {
    if (!(ping.speedMps() >= movingMps) || Double.isNaN(ping.headingDegrees())) {
      return ping.point();
    }
    Duration since = Duration.between(ping.at(), at);
    if (!since.isPositive()) {
      return ping.point();
    }
    double seconds = Durations.seconds(since.compareTo(latest) < 0 ? since : latest);
    return ping.point().destination(ping.headingDegrees(), ping.speedMps() * seconds);
  }

  private boolean isOffWay(Ping fix) {
    double bound =
        fix.accuracyMeters() > offWayMeters ? fix.accuracyMeters() : offWayMeters; // maybe NaN
    return predicted(fix.at()).distanceMeters(fix.point()) > bound;
  }

  /** Of one who stands, and of an unknown direction, no turn is known. */
  private boolean isTurned(Ping fix) {
    return ping.speedMps() >= movingMps
        && fix.speedMps() >= movingMps
        && GeoPoint.degreesBetween(ping.headingDegrees(), fix.headingDegrees()) >= turnDegrees;
  }
}
