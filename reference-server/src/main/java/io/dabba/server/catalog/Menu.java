package io.dabba.server.catalog;

import io.dabba.server.http.Json;
import io.dabba.server.images.ImageUrls;
import io.dabba.server.money.Money;
import java.util.List;
import java.util.Optional;

/** A menu as stored, and the currency of its prices. */
record Menu(String restaurantId, String currency, List<Item> items) {

  /**
   * @param position where it stands; only grows along the menu
   * @param version grows with each change of what is offered
   * @param popular whether it is among the restaurant's most ordered
   * @param image its URL as it is stored
   */
  record Item(Dish dish, int position, long version, boolean popular, Optional<String> image) {}

  private record ItemView(
      String id,
      String name,
      Money price,
      boolean veg,
      boolean available,
      long version,
      MenuOptions options,
      boolean popular,
      Optional<String> image) {}

  private record View(String restaurantId, List<ItemView> items) {}

  Optional<Item> find(String id) {
    return items.stream().filter(item -> item.dish().id().equals(id)).findFirst();
  }

  List<Dish> dishes() {
    return items.stream().map(Item::dish).toList();
  }

  /** As anybody sees it. */
  byte[] json(ImageUrls images) {
    return Json.bytes(
        new View(restaurantId, items.stream().map(item -> view(item, images)).toList()));
  }

  /** One of its items as anybody sees it. */
  byte[] json(Item item, ImageUrls images) {
    return Json.bytes(view(item, images));
  }

  private ItemView view(Item item, ImageUrls images) {
    Dish dish = item.dish();
    return new ItemView(
        dish.id(),
        dish.name(),
        new Money(dish.priceMinor(), currency),
        dish.veg(),
        dish.available(),
        item.version(),
        dish.options(),
        item.popular(),
        item.image().map(images::shown));
  }
}
