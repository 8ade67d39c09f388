package io.dabba.dispatch.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * How much work a plan may be, so that it takes about as long as it may on this machine. The core
 * counts work and reads no clock; here its rate is measured. Not thread-safe.
 */
final class IterationBudget {
  /** Until a plan was measured; what any machine does in time. */
  private static final int UNMEASURED = 20_000;

  /** Less says little of the rate. */
  private static final int SMALLEST_SAMPLE = 2_000;

  private static final double WEIGHT = 0.2;

  private final Optional<Duration> planTime;
  private double iterationsPerNano;

  /**
   * @param planTime how long the improvement of a plan may take, in wall time; empty for as long as
   *     the policy's iterations take
   */
  IterationBudget(Optional<Duration> planTime) {
    this.planTime = planTime;
  }

  /** The most iterations of the next plan. */
  int next() {
    if (planTime.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    return iterationsPerNano == 0
        ? UNMEASURED
        : (int) Math.clamp(iterationsPerNano * planTime.get().toNanos(), 1, Integer.MAX_VALUE);
  }

  /** A step with a plan of so many iterations has taken that long. */
  void measured(int iterations, long nanos) {
    if (iterations >= SMALLEST_SAMPLE && nanos > 0) {
      double rate = (double) iterations / nanos;
      iterationsPerNano =
          iterationsPerNano == 0 ? rate : iterationsPerNano + WEIGHT * (rate - iterationsPerNano);
    }
  }
}
