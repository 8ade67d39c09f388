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

  /** Seconds with their fraction. */
  static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }
}
