package io.dabba.benchmarks.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The server's domain time as the simulator follows it: a reading of the server's clock, carried on
 * by nanoTime at the clock's speed. It stands still while frozen, as the server's own does while
 * the server is down; the next reading lets it run again, and may set it back a little.
 *
 * <p>Thread-safe. Begins frozen at the epoch.
 */
public final class DomainTime {
  private final LongSupplier nanoTime;
  private volatile Anchor anchor = new Anchor(Instant.EPOCH, 0, 1, false);

  public DomainTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  public Instant now() {
    return anchor.at(nanoTime.getAsLong());
  }

  public double speed() {
    return anchor.speed;
  }

  public boolean frozen() {
    return !anchor.running;
  }

  public synchronized void freeze() {
    if (anchor.running) {
      anchor = new Anchor(now(), 0, anchor.speed, false);
    }
  }

  /**
   * Runs on from a reading of the server's clock.
   *
   * @param readAtNanos the nanoTime of the reading
   */
  public synchronized void runFrom(Instant domain, double speed, long readAtNanos) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed=%s is not above 0".formatted(speed));
    }
    anchor = new Anchor(domain, readAtNanos, speed, true);
  }

  /** Wall nanoseconds until then: 0 or less when it is due, {@code Long.MAX_VALUE} while frozen. */
  long nanosUntil(Instant then) {
    Anchor current = anchor;
    long nanos = nanoTime.getAsLong();
    Duration left = Duration.between(current.at(nanos), then);
    if (left.isNegative() || left.isZero()) {
      return 0;
    }
    return current.running ? (long) (seconds(left) * 1e9 / current.speed) + 1 : Long.MAX_VALUE;
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private record Anchor(Instant domain, long nanos, double speed, boolean running) {
    Instant at(long nanosNow) {
      return running ? domain.plusNanos((long) ((nanosNow - nanos) * speed)) : domain;
    }
  }
}
