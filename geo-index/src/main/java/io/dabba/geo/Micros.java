package io.dabba.geo;

import java.time.Duration;
import java.time.Instant;

/**
 * Instants as microseconds since 1970, as the index keeps them. What is finer is cut off, towards
 * the past; what is beyond 292,000 years is the end of the range.
 */
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1_000;

  private Micros() {}

  static long of(Instant instant) {
    long second = instant.getEpochSecond();
    if (second >= Long.MAX_VALUE / PER_SECOND) {
      return Long.MAX_VALUE;
    }
    if (second <= Long.MIN_VALUE / PER_SECOND) {
      return Long.MIN_VALUE;
    }
    return second * PER_SECOND + instant.getNano() / NANOS;
  }

  /** At least one microsecond of a duration that is positive. */
  static long of(Duration duration) {
    long seconds = duration.getSeconds();
    return seconds >= Long.MAX_VALUE / PER_SECOND
        ? Long.MAX_VALUE
        : seconds * PER_SECOND + Math.ceilDiv(duration.getNano(), NANOS);
  }

  /** The difference, or the end of the range. */
  static long minus(long micros, long durationMicros) {
    long difference = micros - durationMicros;
    return difference > micros ? Long.MIN_VALUE : difference;
  }

  /** The sum, or the end of the range. */
  static long plus(long micros, long durationMicros) {
    long sum = micros + durationMicros;
    return sum < micros ? Long.MAX_VALUE : sum;
  }

  static Instant toInstant(long micros) {
    long second = Math.floorDiv(micros, PER_SECOND);
    return Instant.ofEpochSecond(second, (micros - second * PER_SECOND) * NANOS);
  }
}
