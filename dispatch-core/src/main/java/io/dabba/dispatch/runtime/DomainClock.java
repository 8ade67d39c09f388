package io.dabba.dispatch.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of the business: wall time, or a time of its own that began at an anchor and runs at a
 * speed. Truncated to microseconds, as PostgreSQL stores. Thread-safe.
 */
public final class DomainClock implements InstantSource {
  private static final double MAX_SPEED = 10_000;

  private final boolean anchored;
  private final Instant anchor;
  private final long anchorNanos;
  private final double speed;

  /** Wall time may be set back; domain time is not. */
  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

  private DomainClock(boolean anchored, Instant anchor, double speed) {
    if (!(speed > 0 && speed <= MAX_SPEED)) {
      throw new IllegalArgumentException(
          "speed=%s is not between 0 and %s".formatted(speed, MAX_SPEED));
    }
    this.anchored = anchored;
    this.anchor = anchor.truncatedTo(ChronoUnit.MICROS);
    this.anchorNanos = System.nanoTime();
    this.speed = speed;
  }

  /** Domain time is wall time. */
  public static DomainClock system() {
    return new DomainClock(false, Instant.EPOCH, 1);
  }

  /**
   * Domain time is {@code anchor} now, and goes on from there at a speed, never back.
   *
   * @param speed seconds of domain time per second of wall time, above 0 up to 10,000
   */
  public static DomainClock anchored(Instant anchor, double speed) {
    return new DomainClock(true, anchor, speed);
  }

  @Override
  public Instant instant() {
    if (!anchored) {
      Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
      return latest.accumulateAndGet(now, (before, next) -> next.isAfter(before) ? next : before);
    }
    long elapsedMicros = Math.round((System.nanoTime() - anchorNanos) / 1000.0 * speed);
    return anchor.plus(elapsedMicros, ChronoUnit.MICROS);
  }

  /** Seconds of domain time per second of wall time. */
  public double speed() {
    return speed;
  }

  /** Whether this clock has a time of its own, which has to be stored to go on after a restart. */
  public boolean isAnchored() {
    return anchored;
  }

  /** How much wall time a duration of a clock's time takes; as much, unless it has a speed. */
  static Duration toWall(InstantSource clock, Duration duration) {
    return clock instanceof DomainClock domain ? domain.toWall(duration) : duration;
  }

  /** How much wall time a duration of domain time takes; what is past 292 years is 292 years. */
  public Duration toWall(Duration domain) {
    double domainNanos = domain.getSeconds() * 1e9 + domain.getNano();
    return Duration.ofNanos(Math.round(domainNanos / speed));
  }
}
