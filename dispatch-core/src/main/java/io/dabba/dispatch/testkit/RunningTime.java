package io.dabba.dispatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the dispatch of a simulated city has stood still, down or not yet warm; that time may not
 * count against any search.
 */
final class RunningTime {
  private record Pause(Instant from, Instant until) {}

  private final List<Pause> pauses = new ArrayList<>();
  private Instant pausedUntil = Instant.MIN;

  /** Dispatch stands still from one instant to another; what was known before counts once. */
  void pause(Instant from, Instant until) {
    Instant start = later(from, pausedUntil);
    if (until.isAfter(start)) {
      pauses.add(new Pause(start, until));
      pausedUntil = until;
    }
  }

  /** How long dispatch has run between two instants. */
  Duration between(Instant from, Instant until) {
    Duration ran = Duration.between(from, until);
    for (Pause pause : pauses) {
      Instant start = later(pause.from(), from);
      Instant end = pause.until().isBefore(until) ? pause.until() : until;
      if (end.isAfter(start)) {
        ran = ran.minus(Duration.between(start, end));
      }
    }
    return ran;
  }

  boolean isPaused(Instant now) {
    return now.isBefore(pausedUntil);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
