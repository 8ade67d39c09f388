package io.dabba.server.orders;

import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A restaurant as the checkout needs it: what PostgreSQL has, not the search index. */
record Kitchen(
    String restaurantId,
    String cityId,
    String currency,
    GeoPoint point,
    boolean open,
    double deliveryRadiusMeters,
    Duration prepTime) {

  record Dish(String name, long priceMinor, boolean available) {}

  static Optional<Kitchen> find(Handle handle, String restaurantId) {
    return handle
        .createQuery(
            """
            SELECT r.*, c.currency FROM restaurants r JOIN cities c ON c.id = r.city_id WHERE r.id = :id
            """)
        .bind("id", restaurantId)
        .map((rs, ctx) ->
            new Kitchen(
                restaurantId,
                rs.getString("city_id"),
                rs.getString("currency"),
                new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")),
                rs.getBoolean("open"),
                rs.getDouble("delivery_radius_meters"),
                Duration.ofMinutes(rs.getInt("prep_minutes"))))
        .findOne();
  }

  static Optional<Dish> dish(Handle handle, String restaurantId, String itemId) {
    return handle
        .createQuery("SELECT * FROM menu_items WHERE restaurant_id = :restaurant AND id = :item")
        .bind("restaurant", restaurantId)
        .bind("item", itemId)
        .map((rs, ctx) ->
            new Dish(rs.getString("name"), rs.getLong("price_minor"), rs.getBoolean("available")))
        .findOne();
  }
}
