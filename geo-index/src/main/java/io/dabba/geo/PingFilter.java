package io.dabba.geo;

import java.time.Duration;
import java.time.Instant;

/**
 * Rejects pings that cannot be true, before they reach the index. A value; any thread may call.
 *
 * <p>One wrong position must not make every true one after it look impossible: so a last position
 * proves something for {@code trustLastFor} only, and after that any place is believed.
 *
 * <p>The point 0, 0 is never believed: nobody delivers there, and apps without a fix say so.
 *
 * @param futureTolerance how far past now a ping may be from, since clocks differ; not negative
 * @param oldest how far before now a ping may be from and still tell where the rider is, first
 *     pings included: about the position age past which he counts as stale
 * @param worstAccuracyMeters the accuracy in metres past which a ping is of no use; an unknown
 *     accuracy passes, and is taken to be this
 * @param trustLastFor how long after the last ping a new one is judged by the way between them
 */
public record PingFilter(
    Duration futureTolerance, Duration oldest, double worstAccuracyMeters, Duration trustLastFor) {
  /**
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public PingFilter {
    if (futureTolerance.isNegative()) {
      throw new IllegalArgumentException(
          "futureTolerance=%s is negative".formatted(futureTolerance));
    }
    Durations.requirePositive("oldest", oldest);
    Ranges.requirePositive("worstAccuracyMeters", worstAccuracyMeters);
    Durations.requirePositive("trustLastFor", trustLastFor);
  }

  /** Ten seconds of tolerance, two minutes of age and of trust, an accuracy of 100 metres. */
  public static PingFilter standard() {
    return new PingFilter(
        Duration.ofSeconds(10), Duration.ofMinutes(2), 100, Duration.ofMinutes(2));
  }

  /** Judges the first ping of a rider, by itself, whatever its numbers are. */
  public PingVerdict judge(RawPing raw, Instant now) {
    return raw.ping().map(ping -> judge(ping, now)).orElse(PingVerdict.OUT_OF_RANGE);
  }

  /**
   * Judges a ping by itself and by where its rider was last, whatever its numbers are.
   *
   * @throws IllegalArgumentException if the two are of different riders
   */
  public PingVerdict judge(RawPing raw, RiderPosition last, Instant now) {
    return raw.ping().map(ping -> judge(ping, last, now)).orElse(PingVerdict.OUT_OF_RANGE);
  }

  /** Judges the first ping of a rider, by itself. */
  public PingVerdict judge(Ping ping, Instant now) {
    if (ping.at().isAfter(now.plus(futureTolerance))) {
      return PingVerdict.FROM_THE_FUTURE;
    }
    if (ping.at().isBefore(now.minus(oldest))) {
      return PingVerdict.TOO_OLD;
    }
    if (ping.point().lat() == 0 && ping.point().lng() == 0) {
      return PingVerdict.NO_POSITION;
    }
    if (ping.accuracyMeters() > worstAccuracyMeters) {
      return PingVerdict.TOO_INACCURATE;
    }
    return PingVerdict.ACCEPTED;
  }

  /**
   * Judges a ping by itself and by where its rider was last.
   *
   * @throws IllegalArgumentException if the two are of different riders
   */
  public PingVerdict judge(Ping ping, RiderPosition last, Instant now) {
    requireSameRider(ping, last);
    if (!ping.at().isAfter(last.at())) {
      return PingVerdict.OUTDATED;
    }
    PingVerdict byItself = judge(ping, now);
    return byItself == PingVerdict.ACCEPTED && isTooFast(ping, last)
        ? PingVerdict.TOO_FAST
        : byItself;
  }

  /** Both ends may be off by their accuracy: only what is farther than that was surely traveled. */
  private boolean isTooFast(Ping ping, RiderPosition last) {
    Duration underway = Duration.between(last.at(), ping.at());
    if (underway.compareTo(trustLastFor) > 0) {
      return false;
    }
    double accuracy =
        Double.isNaN(ping.accuracyMeters()) ? worstAccuracyMeters : ping.accuracyMeters();
    double reachMeters =
        last.vehicle().topSpeedMps() * Durations.seconds(underway) + worstAccuracyMeters + accuracy;
    return last.point().distanceMeters(ping.point()) > reachMeters;
  }

  static void requireSameRider(Ping ping, RiderPosition last) {
    if (!ping.rider().equals(last.rider())) {
      throw new IllegalArgumentException(
          "ping.rider=%s is not last.rider=%s".formatted(ping.rider(), last.rider()));
    }
  }
}
