package io.dabba.server.orders;

/**
 * What bringing an order costs: a base and so much for every kilometre begun, in minor units of the
 * currency.
 */
final class DeliveryFee {
  private static final long BASE_MINOR = 2_000;
  private static final long PER_KILOMETRE_MINOR = 500;

  private DeliveryFee() {}

  static long minor(double meters) {
    return BASE_MINOR + PER_KILOMETRE_MINOR * (long) Math.ceil(meters / 1_000);
  }
}
