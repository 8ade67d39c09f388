package io.dabba.server.checkout;

import io.dabba.server.http.Json;
import io.dabba.server.orders.Bill;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderLine;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

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
                            tax_minor, tip_minor, total_minor, promotion_code, dropoff_lat, dropoff_lng,
                            dropoff_text, placed_at, promised_at, expected_ready_at, deadline_at)
        SELECT order_id, :city, :customer, :restaurant, 'CREATED', :currency, :items, :discount, :packaging,
               :platform, :delivery, :tax, :tip, :total, :promotion, :lat, :lng, :text, :now, :promised,
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
                              wall_asked_at, wall_attempt_at)
        SELECT order_id, :gateway, :method, :total, :currency, 'ASKED', 'SETTLE', clock_timestamp(),
               clock_timestamp() + :lease * interval '1 second'
        FROM claim)
      INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type, schema_version,
                          occurred_at, payload)
      SELECT 'order', order_id, 1, :city, 'order.created', 1, :now,
             jsonb_build_object('orderId', order_id, 'status', 'CREATED', 'customerId', CAST(:customer AS text),
               'restaurantId', CAST(:restaurant AS text), 'totalMinor', CAST(:total AS bigint),
               'currency', CAST(:currency AS text), 'by', 'customer:' || CAST(:customer AS text))
      FROM claim
      """;

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
  static boolean insert(Handle handle, Order order, Claiming claiming, Paying paying) {
    Bill bill = order.bill();
    List<OrderLine> lines = order.lines();
    return handle
            .createUpdate(SQL)
            .bind("customer", order.customerId())
            .bind("key", claiming.key())
            .bind("fingerprint", claiming.fingerprint())
            .bind("id", order.id().value())
            .bind("city", order.cityId().value())
            .bind("restaurant", order.restaurantId())
            .bind("currency", order.currency())
            .bind("items", bill.itemsMinor())
            .bind("discount", bill.discountMinor())
            .bind("packaging", bill.packagingFeeMinor())
            .bind("platform", bill.platformFeeMinor())
            .bind("delivery", bill.deliveryFeeMinor())
            .bind("tax", bill.taxMinor())
            .bind("tip", bill.tipMinor())
            .bind("total", bill.totalMinor())
            .bind("promotion", order.promotionCode().orElse(null))
            .bind("lat", order.dropoff().lat())
            .bind("lng", order.dropoff().lng())
            .bind("text", order.dropoffText())
            .bind("now", order.placedAt())
            .bind("promised", order.promisedAt())
            .bind("ready", order.expectedReadyAt())
            .bind("gateway", paying.gateway())
            .bind("method", paying.method())
            .bind("lease", paying.lease().toMillis() / 1000.0)
            .bindArray("itemIds", String.class, column(lines, OrderLine::itemId))
            .bindArray("versions", Long.class, column(lines, OrderLine::itemVersion))
            .bindArray("names", String.class, column(lines, OrderLine::name))
            .bindArray("quantities", Integer.class, column(lines, OrderLine::quantity))
            .bindArray("prices", Long.class, column(lines, OrderLine::unitPriceMinor))
            .bindArray("options", String.class, column(lines, line -> Json.text(line.options())))
            .bindArray("discounts", Long.class, column(lines, OrderLine::discountMinor))
            .bindArray("taxes", Long.class, column(lines, OrderLine::taxMinor))
            .execute()
        == 1;
  }

  private static <T> List<T> column(List<OrderLine> lines, Function<OrderLine, T> value) {
    return lines.stream().map(value).toList();
  }
}
