package io.dabba.dispatch.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the dispatch of a simulated city has stood still, down or not yet warm; that time may
 * not count against any search.
 */
final class RunningTime {
  private Duration paused = Duration.ZERO;
  private Instant pausedUntil = Instant.MIN;

  /** Dispatch stands still from one instant to another; what was known before counts once. */
  void pause(Instant from, Instant until) {
    Instant start = from.isAfter(pausedUntil) ? from : pausedUntil;
    if (until.isAfter(start)) {
      paused = paused.plus(Duration.between(start, until));
      pausedUntil = until;
    }
  }

  /** All pauses so far. */
  Duration paused() {
    return paused;
  }

  boolean isPaused(Instant now) {
    return now.isBefore(pausedUntil);
  }
}
