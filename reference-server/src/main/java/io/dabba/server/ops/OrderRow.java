package io.dabba.server.ops;

import static io.dabba.server.postgres.Columns.instant;
import static io.dabba.server.postgres.Columns.optionalInstant;
import static io.dabba.server.postgres.Columns.optionalText;

import io.dabba.dispatch.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** An order with all its times. */
record OrderRow(
    String id,
    OrderStatus status,
    String restaurantId,
    String customerId,
    Optional<String> riderId,
    Instant placedAt,
    Optional<Instant> confirmedAt,
    Optional<Instant> assignedAt,
    Optional<Instant> readyAt,
    Optional<Instant> pickedUpAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> cancelledAt,
    Optional<String> cancelReason,
    int offers) {

  /** The orders of a city after an id, by their ids. */
  static List<OrderRow> page(Handle handle, String city, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT o.*, (SELECT count(*) FROM offers f WHERE f.ride_id = o.ride_id) AS offers
            FROM orders o WHERE o.city_id = :city AND o.id > :after ORDER BY o.id LIMIT :limit
            """)
        .bind("city", city)
        .bind("after", after)
        .bind("limit", limit)
        .map((rs, ctx) ->
            new OrderRow(
                rs.getString("id"),
                OrderStatus.valueOf(rs.getString("status")),
                rs.getString("restaurant_id"),
                rs.getString("customer_id"),
                optionalText(rs, "rider_id"),
                instant(rs, "placed_at"),
                optionalInstant(rs, "confirmed_at"),
                optionalInstant(rs, "assigned_at"),
                optionalInstant(rs, "ready_at"),
                optionalInstant(rs, "picked_up_at"),
                optionalInstant(rs, "delivered_at"),
                optionalInstant(rs, "cancelled_at"),
                optionalText(rs, "cancel_reason"),
                rs.getInt("offers")))
        .list();
  }
}
