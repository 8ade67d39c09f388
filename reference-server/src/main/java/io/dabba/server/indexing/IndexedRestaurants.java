package io.dabba.server.indexing;

import io.dabba.search.MenuItem;
import io.dabba.search.MenuItemId;
import io.dabba.search.Restaurant;
import io.dabba.server.catalog.RestaurantRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restaurants as search wants them, out of the tables. Whoever writes those may write what search
 * cannot take: such a dish, or such a restaurant, is left out and named in the log.
 */
final class IndexedRestaurants {
  private static final Logger LOG = LoggerFactory.getLogger(IndexedRestaurants.class);

  private IndexedRestaurants() {}

  private record Dish(String restaurant, MenuItem item) {}

  /** The ids of all, in portions, within the transaction of the handle. */
  static Stream<String> ids(Handle handle, int portion) {
    return handle
        .createQuery("SELECT id FROM restaurants")
        .setFetchSize(portion)
        .mapTo(String.class)
        .stream();
  }

  /** How many there are. */
  static long count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM restaurants").mapTo(Long.class).one();
  }

  /**
   * Those of the ids that there are and that search can take, with what is available of their
   * menus.
   */
  static Map<String, Restaurant> read(Handle handle, List<String> ids) {
    Map<String, List<MenuItem>> menus = menus(handle, ids);
    return handle
        .createQuery(RestaurantRow.SELECT + "WHERE r.id = ANY(:ids)")
        .bindArray("ids", String.class, ids)
        .map((rs, ctx) -> {
          String id = rs.getString("id");
          List<MenuItem> menu = menus.getOrDefault(id, List.of());
          return taken("restaurant " + id, rs, row -> RestaurantRow.read(row, menu));
        })
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toMap(restaurant -> restaurant.id().value(), Function.identity()));
  }

  private static Map<String, List<MenuItem>> menus(Handle handle, List<String> ids) {
    Map<String, List<MenuItem>> menus = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT restaurant_id, id, name, veg, price_minor, popular FROM menu_items
            WHERE restaurant_id = ANY(:ids) AND available ORDER BY restaurant_id, position
            """)
        .bindArray("ids", String.class, ids)
        .map((rs, ctx) -> {
          String restaurant = rs.getString("restaurant_id");
          return taken(
                  "dish %s of %s".formatted(rs.getString("id"), restaurant),
                  rs,
                  IndexedRestaurants::item)
              .map(item -> new Dish(restaurant, item));
        })
        .forEach(dish ->
            dish.ifPresent(one -> {
              List<MenuItem> menu =
                  menus.computeIfAbsent(one.restaurant(), some -> new ArrayList<>());
              if (menu.size() < Restaurant.MAX_MENU_ITEMS) {
                menu.add(one.item());
              }
            }));
    return menus;
  }

  private interface Row<T> {
    T read(ResultSet rs) throws SQLException;
  }

  private static <T> Optional<T> taken(String what, ResultSet rs, Row<T> row) throws SQLException {
    try {
      return Optional.of(row.read(rs));
    } catch (RuntimeException e) {
      // whatever somebody wrote there: it holds up nothing else
      LOG.warn("{} is not found by search: {}", what, e.toString());
      return Optional.empty();
    }
  }

  private static MenuItem item(ResultSet rs) throws SQLException {
    return new MenuItem(
        new MenuItemId(rs.getString("id")),
        rs.getString("name"),
        rs.getBoolean("veg"),
        rs.getLong("price_minor"),
        rs.getBoolean("popular"));
  }
}
