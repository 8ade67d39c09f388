package io.dabba.geo;

import java.time.Duration;

/**
 * When a rider's app pings next: seldom while he stands; seldom, too, while he goes on as he last
 * said, for who watches can work that out; and at once when he does not, turns, or comes to a
 * fence. A value; any thread may call.
 *
 * <p>The server hears of a turn by a ping only. So the answer to a ping is a {@link PingPlan}: a
 * wait, and what the app looks for meanwhile. An app that says both speed and heading can be
 * predicted, and gets {@code steady}; of one that does not, only frequent pings tell the way.
 *
 * @param parked the wait of a rider who stands; the longest of all
 * @param steady the longest wait of a rider who moves, and says how fast and where to
 * @param slow the wait at walking pace of a rider who does not say both
 * @param fast his wait at {@code fastMps} and above; between the two it falls evenly
 * @param soonest the shortest wait of all, after a turn and at a fence
 * @param movingMps the speed in metres per second below which a rider stands
 * @param fastMps the speed in metres per second from which the wait gets no shorter, above {@code
 *     movingMps}
 * @param turnDegrees the change of direction from which a turn is sharp, 0 to 180
 * @param offWayMeters how far from the predicted way an app pings at once
 * @param fenceOffWayMeters the same at a fence, where it counts most: at most {@code offWayMeters},
 *     and not below what a good fix is off by
 */
public record PingPolicy(
    Duration parked,
    Duration steady,
    Duration slow,
    Duration fast,
    Duration soonest,
    double movingMps,
    double fastMps,
    double turnDegrees,
    double offWayMeters,
    double fenceOffWayMeters) {
  /** How far off a position is taken to be if its ping does not say. */
  private static final double USUAL_ACCURACY_METERS = 20;

  /**
   * @throws IllegalArgumentException unless 0 &lt; soonest &lt;= fast &lt;= slow &lt;= steady &lt;=
   *     parked, or if a number is out of its range
   */
  public PingPolicy {
    Durations.requirePositive("soonest", soonest);
    Durations.requireOrdered("soonest", soonest, "fast", fast);
    Durations.requireOrdered("fast", fast, "slow", slow);
    Durations.requireOrdered("slow", slow, "steady", steady);
    Durations.requireOrdered("steady", steady, "parked", parked);
    Ranges.requirePositive("movingMps", movingMps);
    Ranges.requirePositive("fastMps", fastMps);
    if (movingMps >= fastMps) {
      throw new IllegalArgumentException(
          "movingMps=%s is not below fastMps=%s".formatted(movingMps, fastMps));
    }
    Ranges.requireWithin("turnDegrees", turnDegrees, 0, 180);
    Ranges.requirePositive("offWayMeters", offWayMeters);
    Ranges.requirePositive("fenceOffWayMeters", fenceOffWayMeters);
    Ranges.requireWithin("fenceOffWayMeters", fenceOffWayMeters, 0, offWayMeters);
  }

  /**
   * 30 s parked, 15 s on a steady way, 5 to 3 s on one that cannot be predicted, 1 s at the
   * soonest; early at a turn of 45 degrees and 25 m off the way, 10 m at a fence.
   */
  public static PingPolicy standard() {
    return new PingPolicy(
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        1,
        10,
        45,
        25,
        10);
  }

  /** The longest wait this policy ever allows: after it, every rider on shift has reported. */
  public Duration longestInterval() {
    return parked;
  }

  /** The plan after the first ping of a rider. One of unknown speed is taken to walk. */
  public PingPlan nextPing(Ping ping) {
    return plan(ping, Double.isNaN(ping.speedMps()) ? movingMps : ping.speedMps());
  }

  /**
   * The plan after a ping that is not the first. If the app did not say how fast, the way from the
   * last position tells; a way within the accuracy is none.
   *
   * @param last where the rider was before this ping; a ping that is not newer is taken as a first
   * @throws IllegalArgumentException if the two are of different riders
   */
  public PingPlan nextPing(Ping ping, RiderPosition last) {
    PingFilter.requireSameRider(ping, last);
    Duration underway = Duration.between(last.at(), ping.at());
    if (!underway.isPositive() || !Double.isNaN(ping.speedMps())) {
      return nextPing(ping);
    }
    double way = last.point().distanceMeters(ping.point());
    boolean moved =
        way > (Double.isNaN(ping.accuracyMeters()) ? USUAL_ACCURACY_METERS : ping.accuracyMeters());
    return plan(ping, moved ? way / Durations.seconds(underway) : 0);
  }

  /**
   * The plan of a rider near a fence, inside or outside: he pings again by the time that he needs
   * to reach it, and when he is off his way by as much as it is far. At unknown speed he is taken
   * to go at {@code fastMps}.
   *
   * @param metersToFence the distance in metres to the nearest edge, 0 or more, also infinite
   * @throws IllegalArgumentException if the distance is negative or NaN
   */
  public PingPlan nearFence(PingPlan plan, double metersToFence) {
    if (!(metersToFence >= 0)) {
      throw new IllegalArgumentException(
          "metersToFence=%s is not a distance".formatted(metersToFence));
    }
    double said = plan.ping().speedMps();
    double speed = Double.isNaN(said) ? fastMps : Math.max(movingMps, said);
    double waitSeconds =
        Math.clamp(
            metersToFence / speed, Durations.seconds(soonest), Durations.seconds(plan.latest()));
    return new PingPlan(
        plan.ping(),
        Duration.ofMillis(Math.round(1_000 * waitSeconds)),
        soonest,
        Math.clamp(metersToFence, fenceOffWayMeters, plan.offWayMeters()),
        turnDegrees,
        movingMps);
  }

  private PingPlan plan(Ping ping, double speedMps) {
    return new PingPlan(
        ping, latest(ping, speedMps), soonest, offWayMeters, turnDegrees, movingMps);
  }

  private Duration latest(Ping ping, double speedMps) {
    if (speedMps < movingMps) {
      return parked;
    }
    if (!Double.isNaN(ping.speedMps()) && !Double.isNaN(ping.headingDegrees())) {
      return steady;
    }
    double share = Math.min(1, (speedMps - movingMps) / (fastMps - movingMps));
    return slow.minusMillis(Math.round(share * slow.minus(fast).toMillis()));
  }
}
