package io.dabba.search;

/**
 * What a delivery costs, in minor units of the city's currency: a base and so much for every
 * kilometre begun.
 *
 * @param baseMinor 0 to {@value #MAX_MINOR}
 * @param perKilometreMinor 0 to {@value #MAX_MINOR}
 */
public record DeliveryFee(long baseMinor, long perKilometreMinor) {
  public static final DeliveryFee FREE = new DeliveryFee(0, 0);
  public static final long MAX_MINOR = 1_000_000_000_000L;

  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public DeliveryFee {
    Checks.range("baseMinor", baseMinor, 0, MAX_MINOR);
    Checks.range("perKilometreMinor", perKilometreMinor, 0, MAX_MINOR);
  }

  /** Over so many metres, not negative. */
  public long atMeters(double meters) {
    return baseMinor + perKilometreMinor * (long) Math.ceil(meters / 1_000);
  }
}
