package io.dabba.server.checkout;

import static io.dabba.server.postgres.Columns.optionalText;

import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.server.catalog.Acceptance;
import io.dabba.server.catalog.HoursJson;
import io.dabba.server.catalog.MenuOptions;
import io.dabba.server.catalog.Promotion;
import io.dabba.server.catalog.PromotionStore;
import io.dabba.server.customers.AddressBook.Address;
import io.dabba.server.http.Json;
import io.dabba.server.orders.RecordedAnswer;
import io.dabba.server.orders.RecordedAnswer.Claim;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.NamedStatement;
import io.dabba.server.settlement.AcceptanceRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of what a checkout names, read by one statement; what does not exist is empty.
 *
 * @param claim what is known of the key
 * @param dishes by their ids, as they are now
 */
record CheckoutFacts(
    Optional<Claim> claim,
    Optional<Kitchen> kitchen,
    Optional<Address> address,
    Map<String, Dish> dishes,
    Optional<Promotion> promotion) {

  /** For a benchmark that runs the very same. */
  static final String SQL =
      """
      SELECT k.fingerprint, k.order_id, k.status AS answer_status, k.content_type, k.body, k.location,
             k.wall_reaped_at,
             r.id AS restaurant_id, r.city_id, r.lat, r.lng, r.open, r.opening_hours,
             r.delivery_radius_meters, r.prep_minutes, r.min_order_minor, r.packaging_fee_minor,
             r.accepts, r.accept_minutes,
             c.zone, c.currency, c.tax_basis_points, c.platform_fee_minor, c.delivery_base_minor,
             c.delivery_per_km_minor,
             a.id AS address_id, a.label, a.lat AS door_lat, a.lng AS door_lng, a.text,
             p.code, p.percent_basis_points, p.amount_minor, p.max_minor, p.min_items_minor,
             p.valid_from, p.valid_until,
             (SELECT json_agg(json_build_object('id', m.id, 'version', m.version, 'name', m.name,
                       'priceMinor', m.price_minor, 'available', m.available, 'options', m.options))
              FROM menu_items m WHERE m.restaurant_id = r.id AND m.id = ANY(:items)) AS dishes
      FROM (SELECT) AS one
      LEFT JOIN idempotency_keys k ON k.customer_id = :customer AND k.key = :key
      LEFT JOIN restaurants r ON r.id = :restaurant
      LEFT JOIN cities c ON c.id = r.city_id
      LEFT JOIN addresses a ON a.id = :address AND a.customer_id = :customer AND NOT a.deleted
      LEFT JOIN promotions p ON p.city_id = c.id AND p.code = :promotion
      """;

  private static final NamedStatement STATEMENT = NamedStatement.of(SQL);

  static CheckoutFacts read(
      Connection connection, String customer, String key, CheckoutRequest request)
      throws SQLException {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    arguments.put("customer", customer);
    arguments.put("key", key);
    arguments.put("restaurant", request.restaurantId());
    arguments.put("address", request.addressId());
    arguments.put("promotion", request.promotionCode().orElse(null));
    arguments.put(
        "items", request.items().stream().map(CheckoutRequest.Item::itemId).distinct().toList());
    return STATEMENT.one(
        connection,
        arguments,
        row ->
            new CheckoutFacts(claim(row), kitchen(row), address(row), dishes(row), promotion(row)));
  }

  private static Optional<Claim> claim(ResultSet rs) throws SQLException {
    String fingerprint = rs.getString("fingerprint");
    if (fingerprint == null) {
      return Optional.empty();
    }
    int status = rs.getInt("answer_status");
    Optional<RecordedAnswer> answer =
        status == 0
            ? Optional.empty()
            : Optional.of(
                new RecordedAnswer(
                    status,
                    rs.getString("content_type"),
                    rs.getString("body"),
                    optionalText(rs, "location")));
    return Optional.of(
        new Claim(
            fingerprint,
            new OrderId(rs.getString("order_id")),
            answer,
            rs.getTimestamp("wall_reaped_at") != null));
  }

  private static Optional<Kitchen> kitchen(ResultSet rs) throws SQLException {
    String id = rs.getString("restaurant_id");
    return id == null
        ? Optional.empty()
        : Optional.of(
            new Kitchen(
                id,
                new CityId(rs.getString("city_id")),
                ZoneId.of(rs.getString("zone")),
                new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")),
                rs.getBoolean("open"),
                HoursJson.read(rs.getString("opening_hours")),
                rs.getDouble("delivery_radius_meters"),
                Duration.ofMinutes(rs.getInt("prep_minutes")),
                new AcceptanceRule(
                    Acceptance.valueOf(rs.getString("accepts")),
                    Duration.ofMinutes(rs.getInt("accept_minutes"))),
                new Kitchen.Charges(
                    rs.getString("currency"),
                    rs.getInt("tax_basis_points"),
                    rs.getLong("min_order_minor"),
                    rs.getLong("packaging_fee_minor"),
                    rs.getLong("platform_fee_minor"),
                    rs.getLong("delivery_base_minor"),
                    rs.getLong("delivery_per_km_minor"))));
  }

  private static Optional<Address> address(ResultSet rs) throws SQLException {
    String id = rs.getString("address_id");
    return id == null
        ? Optional.empty()
        : Optional.of(
            new Address(
                id,
                rs.getString("label"),
                rs.getDouble("door_lat"),
                rs.getDouble("door_lng"),
                rs.getString("text")));
  }

  private static Map<String, Dish> dishes(ResultSet rs) throws SQLException {
    String dishes = rs.getString("dishes");
    return dishes == null
        ? Map.of()
        : Arrays.stream(Json.read(dishes, Dish[].class))
            .collect(Collectors.toMap(Dish::id, Function.identity()));
  }

  private static Optional<Promotion> promotion(ResultSet rs) throws SQLException {
    return rs.getString("code") == null
        ? Optional.empty()
        : Optional.of(PromotionStore.promotion(rs));
  }

  /** A dish as it was in an earlier version, and when that was replaced. */
  record Earlier(Dish dish, Instant replacedAt) {}

  static Optional<Earlier> earlier(
      Handle handle, String restaurantId, String itemId, long version) {
    return handle
        .createQuery(
            """
            SELECT * FROM menu_item_versions
            WHERE restaurant_id = :restaurant AND item_id = :item AND version = :version
            """)
        .bind("restaurant", restaurantId)
        .bind("item", itemId)
        .bind("version", version)
        .map((rs, ctx) ->
            new Earlier(
                new Dish(
                    itemId,
                    version,
                    rs.getString("name"),
                    rs.getLong("price_minor"),
                    true,
                    MenuOptions.parse(rs.getString("options"))),
                Columns.instant(rs, "replaced_at")))
        .findOne();
  }
}
