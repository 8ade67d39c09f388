package io.dabba.geo;

import java.time.Duration;

/** What the durations of a policy must be. */
final class Durations {
  private Durations() {}

  /** Returns the duration if it is more than zero. */
  static Duration requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("%s=%s is not positive".formatted(name, duration));
    }
    return duration;
  }

  /** One is at most the other. */
  static void requireOrdered(String name, Duration value, String atMost, Duration max) {
    if (value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s=%s is more than %s=%s".formatted(name, value, atMost, max));
    }
  }

  /** Seconds with their fraction. */
  static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }
}
