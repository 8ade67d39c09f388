package io.dabba.server.catalog;

import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Restaurants as rows: the truth of which the search index is a copy. */
final class RestaurantStore {
  private RestaurantStore() {}

  /** Those there are of these. */
  static List<StoredRestaurant> list(Handle handle, List<RestaurantId> ids) {
    Map<String, List<Dish>> menus = MenuStore.dishes(handle, ids);
    return handle
        .createQuery(RestaurantRow.SELECT + "WHERE r.id = ANY(:ids) ORDER BY r.id")
        .bindArray("ids", String.class, ids.stream().map(RestaurantId::value).toList())
        .map((rs, ctx) -> stored(rs, menus.getOrDefault(rs.getString("id"), List.of())))
        .list();
  }

  static Optional<StoredRestaurant> find(Handle handle, RestaurantId id) {
    return list(handle, List.of(id)).stream().findFirst();
  }

  /**
   * The settings of a restaurant, which nobody else changes until the transaction ends, nor its
   * menu. Orders of it go on.
   */
  static Optional<Settings> lock(Handle handle, RestaurantId id) {
    return handle
        .createQuery("SELECT * FROM restaurants WHERE id = :id FOR NO KEY UPDATE")
        .bind("id", id.value())
        .map((rs, ctx) -> settings(rs))
        .findOne();
  }

  /** Stores the settings of a restaurant that is locked. */
  static void update(Handle handle, RestaurantId id, Settings settings) {
    handle
        .createUpdate(
            """
            UPDATE restaurants SET
              open = :open, opening_hours = CAST(:hours AS jsonb), prep_minutes = :prep,
              delivery_radius_meters = :radius, min_order_minor = :min,
              packaging_fee_minor = :packaging, accepts = :accepts, accept_minutes = :minutes
            WHERE id = :id
            """)
        .bind("id", id.value())
        .bind("open", settings.open())
        .bind("hours", HoursJson.write(settings.hours()))
        .bind("prep", settings.prepTime().toMinutes())
        .bind("radius", settings.deliveryRadiusMeters())
        .bind("min", settings.minOrderMinor())
        .bind("packaging", settings.packagingFeeMinor())
        .bind("accepts", settings.accepts().name())
        .bind("minutes", settings.acceptMinutes())
        .execute();
  }

  /** Stores a restaurant but for its menu, and leaves it locked. */
  static void put(Handle handle, Restaurant restaurant, SettingsChange change) {
    Settings settings = change.of(lock(handle, restaurant.id()).orElse(Settings.STANDARD));
    handle
        .createUpdate(
            """
            INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                                     veg, open, delivery_radius_meters, prep_minutes)
            VALUES (:id, :city, :name, :lat, :lng, :cuisines, :rating, :votes, :price, :veg, :open,
                    :radius, :prep)
            ON CONFLICT (id) DO UPDATE SET
              city_id = :city, name = :name, lat = :lat, lng = :lng, cuisines = :cuisines,
              rating = :rating, votes = :votes, price_level = :price, veg = :veg
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
        .bind("open", settings.open())
        .bind("radius", settings.deliveryRadiusMeters())
        .bind("prep", settings.prepTime().toMinutes())
        .execute();
    update(handle, restaurant.id(), settings);
  }

  private static Settings settings(ResultSet rs) throws SQLException {
    return new Settings(
        rs.getBoolean("open"),
        HoursJson.read(rs.getString("opening_hours")),
        Duration.ofMinutes(rs.getInt("prep_minutes")),
        rs.getDouble("delivery_radius_meters"),
        rs.getLong("min_order_minor"),
        rs.getLong("packaging_fee_minor"),
        Acceptance.valueOf(rs.getString("accepts")),
        rs.getInt("accept_minutes"));
  }

  private static StoredRestaurant stored(ResultSet rs, List<Dish> menu) throws SQLException {
    Restaurant restaurant = RestaurantRow.read(rs, Dish.searchable(menu));
    return new StoredRestaurant(
        restaurant, settings(rs), restaurant.zone(), rs.getString("currency"));
  }
}
