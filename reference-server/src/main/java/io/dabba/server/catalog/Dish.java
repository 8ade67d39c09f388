package io.dabba.server.catalog;

import io.dabba.search.MenuItem;
import io.dabba.search.MenuItemId;
import java.util.List;

/** One item of a menu, as its restaurant has it. */
record Dish(
    String id, String name, long priceMinor, boolean veg, boolean available, MenuOptions options) {

  /** Whether who was shown the one was shown what the other costs and is called. */
  boolean sameOffer(Dish other) {
    return name.equals(other.name)
        && priceMinor == other.priceMinor
        && options.sameOffer(other.options);
  }

  /** What is not available now is not found by search. */
  static List<MenuItem> searchable(List<Dish> dishes) {
    return dishes.stream()
        .filter(Dish::available)
        .map(dish -> new MenuItem(new MenuItemId(dish.id), dish.name, dish.veg, dish.priceMinor))
        .toList();
  }
}
