package io.dabba.server.orders;

import java.util.List;

/**
 * One line of an order, as it was priced when the order was placed.
 *
 * @param itemVersion the version of the menu item that the customer was shown
 * @param unitPriceMinor with the options
 * @param discountMinor this line's share of the order's discount
 * @param taxMinor the tax of the line after its discount
 */
public record OrderLine(
    String itemId,
    long itemVersion,
    String name,
    int quantity,
    long unitPriceMinor,
    List<ChosenOption> options,
    long discountMinor,
    long taxMinor) {
  public OrderLine {
    options = List.copyOf(options);
  }

  /** A choice that the customer made, and what it adds to the price of one. */
  public record ChosenOption(String groupId, String choiceId, String name, long priceMinor) {}

  /** Quantity times unit price. */
  public long totalMinor() {
    return Math.multiplyExact(unitPriceMinor, quantity);
  }
}
