package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.MenuItem;
import io.dabba.search.MenuItemId;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Restaurants and menus as rows: the truth of which the search index is a copy. */
final class RestaurantStore {
  private RestaurantStore() {}

  /** One line of a menu. */
  record Dish(String id, String name, long priceMinor, boolean veg, boolean available) {}

  /** A menu and the currency of its prices. */
  record Menu(String restaurantId, String currency, List<Dish> dishes) {}

  static List<Restaurant> all(Handle handle) {
    Map<String, List<Dish>> menus =
        handle
            .createQuery("SELECT * FROM menu_items ORDER BY restaurant_id, position")
            .map((rs, ctx) -> Map.entry(rs.getString("restaurant_id"), dish(rs)))
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return handle
        .createQuery("SELECT * FROM restaurants ORDER BY id")
        .map((rs, ctx) -> restaurant(rs, menus.getOrDefault(rs.getString("id"), List.of())))
        .list();
  }

  static Optional<Restaurant> find(Handle handle, RestaurantId id) {
    return handle
        .createQuery("SELECT * FROM restaurants WHERE id = :id")
        .bind("id", id.value())
        .map((rs, ctx) -> restaurant(rs, dishes(handle, id.value())))
        .findOne();
  }

  static Optional<Menu> menu(Handle handle, RestaurantId id) {
    return handle
        .createQuery(
            """
            SELECT c.currency FROM restaurants r JOIN cities c ON c.id = r.city_id WHERE r.id = :id
            """)
        .bind("id", id.value())
        .mapTo(String.class)
        .findOne()
        .map(currency -> new Menu(id.value(), currency, dishes(handle, id.value())));
  }

  static void put(Handle handle, Restaurant restaurant, List<Dish> menu) {
    handle
        .createUpdate(
            """
            INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                                     veg, open, delivery_radius_meters, prep_minutes)
            VALUES (:id, :city, :name, :lat, :lng, :cuisines, :rating, :votes, :price, :veg, :open,
                    :radius, :prep)
            ON CONFLICT (id) DO UPDATE SET
              city_id = :city, name = :name, lat = :lat, lng = :lng, cuisines = :cuisines,
              rating = :rating, votes = :votes, price_level = :price, veg = :veg, open = :open,
              delivery_radius_meters = :radius, prep_minutes = :prep
            """)
        .bind("id", restaurant.id().value())
        .bind("city", restaurant.cityId().value())
        .bind("name", restaurant.name())
        .bind("lat", restaurant.point().lat())
        .bind("lng", restaurant.point().lng())
        .bindArray("cuisines", String.class, restaurant.cuisines())
        .bind("rating", restaurant.rating())
        .bind("votes", restaurant.votes())
        .bind("price", restaurant.priceLevel())
        .bind("veg", restaurant.veg())
        .bind("open", restaurant.open())
        .bind("radius", restaurant.deliveryRadiusMeters())
        .bind("prep", restaurant.prepTime().toMinutes())
        .execute();
    putMenu(handle, restaurant.id().value(), menu);
  }

  private static void putMenu(Handle handle, String restaurant, List<Dish> menu) {
    handle
        .createUpdate("DELETE FROM menu_items WHERE restaurant_id = :id AND id <> ALL(:keep)")
        .bind("id", restaurant)
        .bindArray("keep", String.class, menu.stream().map(Dish::id).toList())
        .execute();
    if (menu.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO menu_items (restaurant_id, id, position, name, price_minor, veg, available)
            VALUES (:restaurant, :id, :position, :name, :price, :veg, :available)
            ON CONFLICT (restaurant_id, id) DO UPDATE SET
              position = :position, name = :name, price_minor = :price, veg = :veg,
              available = :available
            """);
    int position = 0;
    for (Dish dish : menu) {
      batch
          .bind("restaurant", restaurant)
          .bind("id", dish.id())
          .bind("position", position++)
          .bind("name", dish.name())
          .bind("price", dish.priceMinor())
          .bind("veg", dish.veg())
          .bind("available", dish.available())
          .add();
    }
    batch.execute();
  }

  private static List<Dish> dishes(Handle handle, String restaurant) {
    return handle
        .createQuery("SELECT * FROM menu_items WHERE restaurant_id = :id ORDER BY position")
        .bind("id", restaurant)
        .map((rs, ctx) -> dish(rs))
        .list();
  }

  private static Dish dish(ResultSet rs) throws SQLException {
    return new Dish(
        rs.getString("id"),
        rs.getString("name"),
        rs.getLong("price_minor"),
        rs.getBoolean("veg"),
        rs.getBoolean("available"));
  }

  /** What is not available now is not found by search. */
  static List<MenuItem> searchable(List<Dish> dishes) {
    return dishes.stream()
        .filter(Dish::available)
        .map(d -> new MenuItem(new MenuItemId(d.id()), d.name(), d.veg(), d.priceMinor()))
        .toList();
  }

  private static Restaurant restaurant(ResultSet rs, List<Dish> menu) throws SQLException {
    return new Restaurant(
        new RestaurantId(rs.getString("id")),
        new CityId(rs.getString("city_id")),
        rs.getString("name"),
        new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")),
        Columns.texts(rs, "cuisines"),
        searchable(menu),
        rs.getDouble("rating"),
        rs.getInt("votes"),
        rs.getInt("price_level"),
        rs.getBoolean("veg"),
        rs.getBoolean("open"),
        rs.getDouble("delivery_radius_meters"),
        Duration.ofMinutes(rs.getInt("prep_minutes")));
  }
}
