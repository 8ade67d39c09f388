package io.dabba.dispatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Domain time that goes on when it is told to, and never back. Thread-safe. */
public final class SettableClock implements InstantSource {
  private volatile Instant now;

  /**
   * @param start what time it is; truncated to microseconds, as domain time is
   */
  public SettableClock(Instant start) {
    now = start.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * It is so much later.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public synchronized void advance(Duration duration) {
    set(now.plus(duration));
  }

  /**
   * It is then.
   *
   * @throws IllegalArgumentException if that is before now
   */
  public synchronized void set(Instant instant) {
    if (instant.isBefore(now)) {
      throw new IllegalArgumentException("instant=%s is before now=%s".formatted(instant, now));
    }
    now = instant.truncatedTo(ChronoUnit.MICROS);
  }
}
