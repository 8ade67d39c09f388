package io.dabba.server.orders;

/** One line of an order, as it was priced when the order was placed. */
public record OrderLine(String itemId, String name, int quantity, long unitPriceMinor) {
  /** Quantity times unit price. */
  public long totalMinor() {
    return Math.multiplyExact(unitPriceMinor, quantity);
  }
}
