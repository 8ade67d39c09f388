package io.dabba.geo;

import java.time.Duration;

/**
 * How long a rider's app may wait before its next ping: long while he stands, shorter the faster he
 * moves, and almost not at all when he has just turned, because a turn is what an observer cannot
 * guess. A value; any thread may call.
 *
 * @param parked the wait of a rider who stands
 * @param slow the wait at walking pace
 * @param fast the wait at {@link #FAST_MPS} and above; between the two it falls evenly
 * @param turning the wait after a sharp turn
 */
public record PingPolicy(Duration parked, Duration slow, Duration fast, Duration turning) {
  /** The speed in metres per second below which a rider stands. */
  public static final double MOVING_MPS = 1;

  /** The speed in metres per second from which the wait gets no shorter. */
  public static final double FAST_MPS = 10;

  /** The change of direction in degrees from which a turn is sharp. */
  public static final double SHARP_TURN_DEGREES = 45;

  /** How far off a position is taken to be if its ping does not say. */
  private static final double USUAL_ACCURACY_METERS = 20;

  /**
   * @throws IllegalArgumentException unless 0 &lt; turning &lt;= fast &lt;= slow &lt;= parked
   */
  public PingPolicy {
    Durations.requirePositive("turning", turning);
    requireOrdered("turning", turning, "fast", fast);
    requireOrdered("fast", fast, "slow", slow);
    requireOrdered("slow", slow, "parked", parked);
  }

  /** 30 s parked, 5 to 3 s moving, 1 s after a sharp turn. */
  public static PingPolicy standard() {
    return new PingPolicy(
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofSeconds(1));
  }

  /** The longest wait this policy ever allows: after it, every rider on shift has reported. */
  public Duration longestInterval() {
    return parked;
  }

  /** The wait after the first ping of a rider. One of unknown speed is taken to move. */
  public Duration nextPing(Ping ping) {
    return Double.isNaN(ping.speedMps()) ? slow : bySpeed(ping.speedMps());
  }

  /**
   * The wait after a ping that is not the first. If the app did not say how fast, the way from the
   * last position tells; a way within the accuracy is none.
   *
   * @param last where the rider was before this ping; a ping that is not newer is taken as a first
   * @throws IllegalArgumentException if the two are of different riders
   */
  public Duration nextPing(Ping ping, RiderPosition last) {
    PingFilter.requireSameRider(ping, last);
    Duration underway = Duration.between(last.at(), ping.at());
    if (!underway.isPositive()) {
      return nextPing(ping);
    }
    double way = last.point().distanceMeters(ping.point());
    boolean moved =
        way > (Double.isNaN(ping.accuracyMeters()) ? USUAL_ACCURACY_METERS : ping.accuracyMeters());
    double speed = ping.speedMps();
    if (Double.isNaN(speed)) {
      speed = moved ? way / Durations.seconds(underway) : 0;
    }
    // Over a longer time the rider may have turned often, and the bearing of the way says nothing.
    boolean oneLeg = underway.compareTo(slow.multipliedBy(2)) <= 0;
    return speed >= MOVING_MPS && moved && oneLeg && isSharpTurn(ping, last)
        ? turning
        : bySpeed(speed);
  }

  /** Whether the rider heads elsewhere now than the way that brought him here. */
  private static boolean isSharpTurn(Ping ping, RiderPosition last) {
    double cameBy = last.point().bearingDegrees(ping.point());
    return GeoPoint.degreesBetween(cameBy, ping.headingDegrees()) >= SHARP_TURN_DEGREES;
  }

  private Duration bySpeed(double speedMps) {
    if (speedMps < MOVING_MPS) {
      return parked;
    }
    double share = Math.min(1, (speedMps - MOVING_MPS) / (FAST_MPS - MOVING_MPS));
    return slow.minusMillis(Math.round(share * slow.minus(fast).toMillis()));
  }

  private static void requireOrdered(String name, Duration value, String atMost, Duration max) {
    if (value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s=%s is more than %s=%s".formatted(name, value, atMost, max));
    }
  }
}
