package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.postgres.Columns;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The events of orders: rows of the outbox, which are also an order's history. Each version of an
 * order has exactly one.
 */
public final class OrderEvents {
  /** The type of an event that tells of a new status. */
  public static final String OF_STATUS = "'order.' || lower(m.status)";

  private OrderEvents() {}

  /** One event of an order's history. */
  public record Event(
      long version, String type, Instant at, Optional<String> by, Optional<String> reason) {

    /** As those read it whom the order concerns: what ops and gateways note is not for them. */
    Event forOutside() {
      Optional<String> role = by.map(who -> who.replaceFirst(":.*", ""));
      boolean told = role.filter(r -> r.equals("restaurant") || r.equals("customer")).isPresent();
      return new Event(version, type, at, role, told ? reason : Optional.empty());
    }
  }

  /**
   * The end of a statement whose CTE {@code moved} returns the changed rows of {@code orders}; it
   * takes the {@link #arguments}.
   *
   * @param type SQL that makes the type, of {@code m}
   */
  public static String insertOf(String type) {
    return """
    INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                        schema_version, occurred_at, payload)
    SELECT 'order', m.id, m.version, m.city_id, %s, 1, :now,
           jsonb_strip_nulls(jsonb_build_object(
             'orderId', m.id, 'status', m.status, 'customerId', m.customer_id,
             'restaurantId', m.restaurant_id, 'rideId', m.ride_id, 'riderId', m.rider_id,
             'totalMinor', m.total_minor, 'currency', m.currency,
             'placedAt', m.placed_at,
             'acceptedAt', m.accepted_at, 'readyAt', coalesce(m.ready_at, m.expected_ready_at),
             'pickup', jsonb_build_object('lat', k.lat, 'lng', k.lng),
             'dropoff', jsonb_build_object('lat', m.dropoff_lat, 'lng', m.dropoff_lng),
             'cancelReason', m.cancel_reason, 'by', CAST(:by AS text), 'reason', CAST(:reason AS text)))
    FROM moved m JOIN restaurants k ON k.id = m.restaurant_id
    """
        .formatted(type);
  }

  /** What {@link #insertOf} takes. */
  public static Map<String, Object> arguments(Cause cause) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("now", cause.at());
    arguments.put("by", cause.by());
    arguments.put("reason", cause.reason().orElse(null));
    return arguments;
  }

  /** The history of an order, in order. */
  static List<Event> of(Handle handle, OrderId id) {
    return handle
        .createQuery(
            """
            SELECT aggregate_version, type, occurred_at, payload ->> 'by' AS by,
                   payload ->> 'reason' AS reason
            FROM outbox WHERE aggregateid = :id AND aggregatetype = 'order' ORDER BY aggregate_version
            """)
        .bind("id", id.value())
        .map((rs, ctx) ->
            new Event(
                rs.getLong("aggregate_version"),
                rs.getString("type"),
                Columns.instant(rs, "occurred_at"),
                Columns.optionalText(rs, "by"),
                Columns.optionalText(rs, "reason")))
        .list();
  }
}
