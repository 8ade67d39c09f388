package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.DeliveryFee;
import io.dabba.search.MenuItem;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantBuilder;
import io.dabba.search.RestaurantId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** A row of {@code restaurants} with the zone and fees of its city, as search knows it. */
public final class RestaurantRow {
  /** What such a row is read from. */
  public static final String SELECT =
      """
      SELECT r.*, c.zone, c.currency, c.delivery_base_minor, c.delivery_per_km_minor
      FROM restaurants r JOIN cities c ON c.id = r.city_id
      """;

  private RestaurantRow() {}

  /**
   * The restaurant, with this menu.
   *
   * @throws IllegalArgumentException if search cannot take what is in the row
   * @throws java.time.DateTimeException if the zone of the city is none
   */
  public static Restaurant read(ResultSet rs, List<MenuItem> menu) throws SQLException {
    RestaurantBuilder restaurant =
        Restaurant.builder(
                new RestaurantId(rs.getString("id")),
                new CityId(rs.getString("city_id")),
                rs.getString("name"),
                new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")))
            .cuisines(Columns.texts(rs, "cuisines"))
            .menu(menu)
            .rating(rs.getDouble("rating"), rs.getInt("votes"))
            .priceLevel(rs.getInt("price_level"))
            .veg(rs.getBoolean("veg"))
            .open(rs.getBoolean("open"))
            .hours(HoursJson.read(rs.getString("opening_hours")), ZoneId.of(rs.getString("zone")))
            .deliveryRadiusMeters(rs.getDouble("delivery_radius_meters"))
            .deliveryFee(
                new DeliveryFee(
                    rs.getLong("delivery_base_minor"), rs.getLong("delivery_per_km_minor")))
            .prepTime(Duration.ofMinutes(rs.getInt("prep_minutes")))
            .popularity(rs.getInt("popularity"));
    Columns.optionalText(rs, "image_url").ifPresent(restaurant::image);
    return restaurant.build();
  }
}
