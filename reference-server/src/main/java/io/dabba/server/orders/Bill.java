package io.dabba.server.orders;

/**
 * What an order costs, in minor units of its currency.
 *
 * @param itemsMinor the lines, before discount and taxes
 * @param discountMinor what is taken off the lines; at most {@code itemsMinor}
 * @param taxMinor the taxes of the lines, each rounded by itself
 */
public record Bill(
    long itemsMinor,
    long discountMinor,
    long packagingFeeMinor,
    long platformFeeMinor,
    long deliveryFeeMinor,
    long taxMinor,
    long tipMinor) {

  /**
   * What the customer pays.
   *
   * @throws ArithmeticException if that is more than fits into a {@code long}
   */
  public long totalMinor() {
    long total = Math.subtractExact(itemsMinor, discountMinor);
    for (long part :
        new long[] {packagingFeeMinor, platformFeeMinor, deliveryFeeMinor, taxMinor, tipMinor}) {
      total = Math.addExact(total, part);
    }
    return total;
  }
}
