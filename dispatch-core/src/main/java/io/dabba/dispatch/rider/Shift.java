package io.dabba.dispatch.rider;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The terms of a rider's shift.
 *
 * @param beganAt when he came
 * @param endsAt when he will go, after which he fetches nothing; empty if that is not known
 * @param ordersPerHour how many orders an hour he is guaranteed, or paid for; at least 0
 */
public record Shift(Instant beganAt, Optional<Instant> endsAt, double ordersPerHour) {
  private static final double SECONDS_PER_HOUR = 3_600;

  public Shift {
    if (endsAt.filter(end -> !end.isAfter(beganAt)).isPresent()) {
      throw new IllegalArgumentException(
          "endsAt=%s is not after beganAt=%s".formatted(endsAt.get(), beganAt));
    }
    if (!Double.isFinite(ordersPerHour) || ordersPerHour < 0) {
      throw new IllegalArgumentException(
          "ordersPerHour=%s is not at least 0".formatted(ordersPerHour));
    }
  }

  /**
   * How many orders he is still to get so that he earns what he is guaranteed: for the whole shift
   * if its end is known, else for as long as it lasts now; 0 if he is guaranteed none.
   *
   * @param taken how many he has taken in this shift and not given back
   */
  public double ordersOwed(int taken, Instant now) {
    if (ordersPerHour == 0) {
      return 0;
    }
    Instant until = endsAt.orElse(now.isAfter(beganAt) ? now : beganAt);
    double hours = Duration.between(beganAt, until).toMillis() / 1_000.0 / SECONDS_PER_HOUR;
    return ordersPerHour * hours - taken;
  }
}
