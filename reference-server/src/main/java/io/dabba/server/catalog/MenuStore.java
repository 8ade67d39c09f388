package io.dabba.server.catalog;

import io.dabba.search.RestaurantId;
import io.dabba.server.catalog.Menu.Item;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Menus as rows, and what was on them before. */
final class MenuStore {
  private MenuStore() {}

  /** Empty if there is no such restaurant. */
  static Optional<Menu> find(Handle handle, RestaurantId id) {
    return handle
        .createQuery(
            """
            SELECT c.currency FROM restaurants r JOIN cities c ON c.id = r.city_id WHERE r.id = :id
            """)
        .bind("id", id.value())
        .mapTo(String.class)
        .findOne()
        .map(currency -> new Menu(id.value(), currency, items(handle, id)));
  }

  /** The dishes of each of the restaurants that has any. */
  static Map<String, List<Dish>> dishes(Handle handle, List<RestaurantId> restaurants) {
    return handle
        .createQuery(
            """
            SELECT * FROM menu_items WHERE restaurant_id = ANY(:ids)
            ORDER BY restaurant_id, position
            """)
        .bindArray("ids", String.class, restaurants.stream().map(RestaurantId::value).toList())
        .map((rs, ctx) -> Map.entry(rs.getString("restaurant_id"), dish(rs)))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /**
   * Makes the menu that of the dishes. The caller holds the lock of the restaurant's row. What was
   * offered otherwise before is kept with the time, and its version grows; a dish that comes back
   * goes on counting. What a dish looks like, and how popular it is, stays.
   */
  static void put(Handle handle, RestaurantId restaurant, List<Dish> dishes, Instant now) {
    Map<String, Item> before =
        items(handle, restaurant).stream()
            .collect(Collectors.toMap(item -> item.dish().id(), item -> item));
    Map<String, Dish> wanted = dishes.stream().collect(Collectors.toMap(Dish::id, dish -> dish));
    List<String> added = wanted.keySet().stream().filter(id -> !before.containsKey(id)).toList();
    List<String> gone = before.keySet().stream().filter(id -> !wanted.containsKey(id)).toList();
    Map<String, Long> lastVersions = lastVersions(handle, restaurant, added);
    keep(handle, restaurant, replaced(before.values(), wanted), now);
    delete(handle, restaurant, gone);
    List<Item> changed =
        IntStream.range(0, dishes.size())
            .mapToObj(i -> next(dishes.get(i), i, before, lastVersions))
            .filter(item -> !item.equals(before.get(item.dish().id())))
            .toList();
    write(handle, restaurant, changed);
  }

  /** Of what was on the menu, that which nobody is offered any more. */
  private static List<String> replaced(Collection<Item> before, Map<String, Dish> wanted) {
    return before.stream()
        .map(Item::dish)
        .filter(old -> {
          Dish now = wanted.get(old.id());
          return now == null || !now.sameOffer(old);
        })
        .map(Dish::id)
        .toList();
  }

  private static Item next(
      Dish dish, int position, Map<String, Item> before, Map<String, Long> lastVersions) {
    Item old = before.get(dish.id());
    if (old == null) {
      long version = lastVersions.getOrDefault(dish.id(), 0L) + 1;
      return new Item(dish, position, version, false, Optional.empty());
    }
    long version = old.version() + (old.dish().sameOffer(dish) ? 0 : 1);
    return new Item(dish, position, version, old.popular(), old.image());
  }

  private static Map<String, Long> lastVersions(
      Handle handle, RestaurantId restaurant, List<String> dishes) {
    return handle
        .createQuery(
            """
            SELECT item_id, max(version) AS last FROM menu_item_versions
            WHERE restaurant_id = :restaurant AND item_id = ANY(:dishes) GROUP BY item_id
            """)
        .bind("restaurant", restaurant.value())
        .bindArray("dishes", String.class, dishes)
        .map((rs, ctx) -> Map.entry(rs.getString("item_id"), rs.getLong("last")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void keep(
      Handle handle, RestaurantId restaurant, List<String> dishes, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO menu_item_versions (restaurant_id, item_id, version, name, price_minor,
                                            options, replaced_at)
            SELECT restaurant_id, id, version, name, price_minor, options, :now FROM menu_items
            WHERE restaurant_id = :restaurant AND id = ANY(:dishes)
            """)
        .bind("restaurant", restaurant.value())
        .bindArray("dishes", String.class, dishes)
        .bind("now", now)
        .execute();
  }

  private static void delete(Handle handle, RestaurantId restaurant, List<String> dishes) {
    handle
        .createUpdate(
            "DELETE FROM menu_items WHERE restaurant_id = :restaurant AND id = ANY(:dishes)")
        .bind("restaurant", restaurant.value())
        .bindArray("dishes", String.class, dishes)
        .execute();
  }

  private static void write(Handle handle, RestaurantId restaurant, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO menu_items (restaurant_id, id, position, name, price_minor, veg, available,
                                    options, version)
            VALUES (:restaurant, :id, :position, :name, :price, :veg, :available,
                    CAST(:options AS jsonb), :version)
            ON CONFLICT (restaurant_id, id) DO UPDATE SET
              position = excluded.position, name = excluded.name,
              price_minor = excluded.price_minor, veg = excluded.veg,
              available = excluded.available, options = excluded.options,
              version = excluded.version
            """);
    for (Item item : items) {
      Dish dish = item.dish();
      batch
          .bind("restaurant", restaurant.value())
          .bind("id", dish.id())
          .bind("position", item.position())
          .bind("name", dish.name())
          .bind("price", dish.priceMinor())
          .bind("veg", dish.veg())
          .bind("available", dish.available())
          .bind("options", dish.options().json())
          .bind("version", item.version())
          .add();
    }
    batch.execute();
  }

  private static List<Item> items(Handle handle, RestaurantId restaurant) {
    return handle
        .createQuery("SELECT * FROM menu_items WHERE restaurant_id = :id ORDER BY position")
        .bind("id", restaurant.value())
        .map((rs, ctx) ->
            new Item(
                dish(rs),
                rs.getInt("position"),
                rs.getLong("version"),
                rs.getBoolean("popular"),
                Columns.optionalText(rs, "image_url")))
        .list();
  }

  private static Dish dish(ResultSet rs) throws SQLException {
    return new Dish(
        rs.getString("id"),
        rs.getString("name"),
        rs.getLong("price_minor"),
        rs.getBoolean("veg"),
        rs.getBoolean("available"),
        MenuOptions.parse(rs.getString("options")));
  }
}
