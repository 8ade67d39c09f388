package io.dabba.server.checkout;

import io.dabba.server.http.Json;
import io.dabba.server.orders.Bill;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderLine;
import io.dabba.server.postgres.NamedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores an order as CREATED with its lines, its payment, its event and the claim of its key, by
 * one statement that does all of it or, if the key is taken, nothing.
 */
final class Placement {
  /** For a benchmark that runs the very same. */
  static final String SQL =
      """
      WITH claim AS (
        INSERT INTO idempotency_keys (customer_id, key, fingerprint, order_id, wall_claimed_at)
        VALUES (:customer, :key, :fingerprint, :id, clock_timestamp())
        ON CONFLICT DO NOTHING RETURNING order_id),
      placed AS (
        INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
                            discount_minor, packaging_fee_minor, platform_fee_minor, delivery_fee_minor,
                            tax_minor, tip_minor, total_minor, promotion_code, idempotency_key, dropoff_lat, dropoff_lng,
                            dropoff_text, placed_at, promised_at, expected_ready_at, deadline_at)
        SELECT order_id, :city, :customer, :restaurant, 'CREATED', :currency, :items, :discount, :packaging,
               :platform, :delivery, :tax, :tip, :total, :promotion, :key, :lat, :lng, :text, :now, :promised,
               :ready, CAST(:now AS timestamptz) + interval '5 minutes'
        FROM claim),
      lines AS (
        INSERT INTO order_lines (order_id, position, item_id, item_version, name, quantity,
                                 unit_price_minor, options, discount_minor, tax_minor)
        SELECT c.order_id, l.position - 1, l.item, l.version, l.name, l.quantity, l.price,
               CAST(l.options AS jsonb), l.discount, l.tax
        FROM claim c, unnest(:itemIds, :versions, :names, :quantities, :prices, :options, :discounts, :taxes)
          WITH ORDINALITY AS l (item, version, name, quantity, price, options, discount, tax, position)),
      asked AS (
        INSERT INTO payments (order_id, gateway, method, amount_minor, currency, status, due,
                              wall_asked_at, wall_attempt_at, leased)
        SELECT order_id, :gateway, :method, :total, :currency, 'ASKED', 'SETTLE', clock_timestamp(),
               clock_timestamp() + :lease * interval '1 second', true
        FROM claim)
      INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type, schema_version,
                          occurred_at, payload)
      SELECT 'order', order_id, 1, :city, 'order.created', 1, :now,
             jsonb_build_object('orderId', order_id, 'status', 'CREATED', 'customerId', CAST(:customer AS text),
               'restaurantId', CAST(:restaurant AS text), 'totalMinor', CAST(:total AS bigint),
               'currency', CAST(:currency AS text), 'by', 'customer:' || CAST(:customer AS text))
      FROM claim
      """;

  private static final NamedStatement STATEMENT = NamedStatement.of(SQL);

  private Placement() {}

  /** The key that an order is placed under, and what request it is. */
  record Claiming(String key, String fingerprint) {}

  /**
   * How an order is paid.
   *
   * @param lease for how long, in wall time, its placer has the payment to himself
   */
  record Paying(String gateway, String method, Duration lease) {}

  /** Whether it was stored: the key was free. */
  static boolean insert(Connection connection, Order order, Claiming claiming, Paying paying)
      throws SQLException {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    arguments.put("key", claiming.key());
    arguments.put("fingerprint", claiming.fingerprint());
    arguments.put("gateway", paying.gateway());
    arguments.put("method", paying.method());
    arguments.put("lease", paying.lease().toMillis() / 1000.0);
    putOrder(arguments, order);
    putBill(arguments, order.bill());
    putLines(arguments, order.lines());
    return STATEMENT.update(connection, arguments) == 1;
  }

  private static void putOrder(Map<String, @Nullable Object> arguments, Order order) {
    arguments.put("customer", order.customerId());
    arguments.put("id", order.id().value());
    arguments.put("city", order.cityId().value());
    arguments.put("restaurant", order.restaurantId());
    arguments.put("currency", order.currency());
    arguments.put("promotion", order.promotionCode().orElse(null));
    arguments.put("lat", order.dropoff().lat());
    arguments.put("lng", order.dropoff().lng());
    arguments.put("text", order.dropoffText());
    arguments.put("now", order.placedAt());
    arguments.put("promised", order.promisedAt());
    arguments.put("ready", order.expectedReadyAt());
  }

  private static void putBill(Map<String, @Nullable Object> arguments, Bill bill) {
    arguments.put("items", bill.itemsMinor());
    arguments.put("discount", bill.discountMinor());
    arguments.put("packaging", bill.packagingFeeMinor());
    arguments.put("platform", bill.platformFeeMinor());
    arguments.put("delivery", bill.deliveryFeeMinor());
    arguments.put("tax", bill.taxMinor());
    arguments.put("tip", bill.tipMinor());
    arguments.put("total", bill.totalMinor());
  }

  private static void putLines(Map<String, @Nullable Object> arguments, List<OrderLine> lines) {
    arguments.put("itemIds", column(lines, OrderLine::itemId));
    arguments.put("versions", column(lines, OrderLine::itemVersion));
    arguments.put("names", column(lines, OrderLine::name));
    arguments.put("quantities", column(lines, OrderLine::quantity));
    arguments.put("prices", column(lines, OrderLine::unitPriceMinor));
    arguments.put("options", column(lines, line -> Json.text(line.options())));
    arguments.put("discounts", column(lines, OrderLine::discountMinor));
    arguments.put("taxes", column(lines, OrderLine::taxMinor));
  }

  private static <T> List<T> column(List<OrderLine> lines, Function<OrderLine, T> value) {
    return lines.stream().map(value).toList();
  }
}
