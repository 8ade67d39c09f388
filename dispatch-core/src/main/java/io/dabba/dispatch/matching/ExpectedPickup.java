package io.dabba.dispatch.matching;

import java.time.Duration;

/**
 * The expected time to the pickup in seconds: the rider's way, and what a refusal costs times how
 * likely it is.
 *
 * @param refusal the time lost by a refusal, not negative
 */
public record ExpectedPickup(Duration refusal) implements CostModel {
  public ExpectedPickup {
    if (refusal.isNegative()) {
      throw new IllegalArgumentException("refusal=%s is negative".formatted(refusal));
    }
  }

  /** A refusal costs a minute: the rider's thinking time, and a next rider who is farther. */
  public static ExpectedPickup standard() {
    return new ExpectedPickup(Duration.ofMinutes(1));
  }

  @Override
  public double cost(Trip trip) {
    return trip.approachSeconds() + (1 - trip.acceptanceRate().value()) * seconds(refusal);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
