package io.dabba.dispatch.testkit;

import java.time.Duration;

/**
 * How much happens in a {@link Simulation}.
 *
 * @param length for how long orders come; they are followed to their end beyond it
 * @param orders how many come, 1 to 100,000
 * @param riders how many work, 1 to 10,000
 * @param faults how many faults are planned, 0 to 100,000; one that finds nothing to spoil is left
 *     out
 */
public record SimulationPlan(Duration length, int orders, int riders, int faults) {
  public SimulationPlan {
    if (!length.isPositive() || length.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException("length=%s is not in (0, 30 days]".formatted(length));
    }
    requireRange("orders", orders, 1, 100_000);
    requireRange("riders", riders, 1, 10_000);
    requireRange("faults", faults, 0, 100_000);
  }

  /** A busy hour: 60 orders, 30 riders, and faults enough that ten or more spoil something. */
  public static SimulationPlan cityHour() {
    return new SimulationPlan(Duration.ofHours(1), 60, 30, 16);
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s=%d is not between %d and %d".formatted(name, value, min, max));
    }
  }
}
