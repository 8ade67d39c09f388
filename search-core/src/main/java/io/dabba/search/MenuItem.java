package io.dabba.search;

/**
 * One thing on a restaurant's menu.
 *
 * @param name 1 to {@value Restaurant#MAX_NAME_LENGTH} characters, not blank
 * @param veg whether it is vegetarian
 * @param priceMinor the price in minor units of the city's currency, not negative
 */
public record MenuItem(MenuItemId id, String name, boolean veg, long priceMinor) {
  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public MenuItem {
    Checks.text("name", name, Restaurant.MAX_NAME_LENGTH);
    Checks.range("priceMinor", priceMinor, 0, Long.MAX_VALUE);
  }
}
