package io.dabba.search;

/**
 * One thing on a restaurant's menu.
 *
 * @param name 1 to {@value Restaurant#MAX_NAME_LENGTH} characters, not blank
 * @param veg whether it is vegetarian
 * @param priceMinor the price in minor units of the city's currency, not negative
 * @param popular whether it is among the most ordered there: its words count more
 */
public record MenuItem(MenuItemId id, String name, boolean veg, long priceMinor, boolean popular) {
  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public MenuItem {
    Checks.text("name", name, Restaurant.MAX_NAME_LENGTH);
    Checks.range("priceMinor", priceMinor, 0, Long.MAX_VALUE);
  }

  /** One that is not popular. */
  public MenuItem(MenuItemId id, String name, boolean veg, long priceMinor) {
    this(id, name, veg, priceMinor, false);
  }
}
