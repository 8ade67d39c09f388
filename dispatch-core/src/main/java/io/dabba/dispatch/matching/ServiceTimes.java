package io.dabba.dispatch.matching;

import java.time.Duration;

/**
 * What a stop takes beside the way: from a rider's arrival at the restaurant until he can have the
 * food, from then until he leaves, and the same at a door.
 */
public record ServiceTimes(
    Duration beforePickup, Duration afterPickup, Duration beforeDropoff, Duration afterDropoff) {
  public ServiceTimes {
    requireNotNegative("beforePickup", beforePickup);
    requireNotNegative("afterPickup", afterPickup);
    requireNotNegative("beforeDropoff", beforeDropoff);
    requireNotNegative("afterDropoff", afterDropoff);
  }

  /** One minute each, for parking and stairs. */
  public static ServiceTimes standard() {
    return evenly(Duration.ofMinutes(2));
  }

  /** The same at every stop, one half before the food changes hands and one after. */
  public static ServiceTimes evenly(Duration stop) {
    Duration half = stop.dividedBy(2);
    return new ServiceTimes(half, half, half, half);
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s=%s is negative".formatted(name, value));
    }
  }
}
