package io.dabba.server.webhooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, and how long apart, an event is posted to a subscriber who does not take it.
 *
 * @param attempts after so many it is given up
 * @param shortest the wait after the first; each is three times the one before
 * @param longest the longest wait of one event
 * @param longestPause how long at most a webhook that fails whatever it is sent is left in peace
 * @param timeout how long a post may take, until its answer has been read
 */
record RetryPolicy(
    int attempts, Duration shortest, Duration longest, Duration longestPause, Duration timeout) {
  private static final int FACTOR = 3;

  /**
   * So many posts in a row may fail before it is the webhook, and not the event, that is at fault.
   */
  private static final int FAILURES_OF_EVENTS = 3;

  /** Some four hours until an event is given up. */
  static RetryPolicy standard() {
    return new RetryPolicy(
        12,
        Duration.ofSeconds(1),
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(10));
  }

  /** From half to all of the wait, so that what failed together does not come again together. */
  Duration afterAttempt(int attempt, RandomGenerator random) {
    double nanos =
        Math.min(
            (double) longest.toNanos(),
            (double) shortest.toNanos() * Math.pow(FACTOR, attempt - 1.0));
    return Duration.ofNanos((long) (nanos * (0.5 + random.nextDouble() / 2)));
  }

  /** How long nothing is posted to a webhook after so many failures in a row. */
  Duration pause(int failures) {
    if (failures < FAILURES_OF_EVENTS) {
      return Duration.ZERO;
    }
    double nanos = (double) shortest.toNanos() * Math.pow(2, failures - FAILURES_OF_EVENTS);
    return Duration.ofNanos((long) Math.min((double) longestPause.toNanos(), nanos));
  }
}
