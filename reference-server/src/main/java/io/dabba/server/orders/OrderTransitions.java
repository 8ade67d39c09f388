package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Moves orders through {@link OrderLifecycle}: each move is one compare-and-set together with its
 * outbox row, in one statement of the caller's transaction.
 */
public final class OrderTransitions {
  private OrderTransitions() {}

  /**
   * Moves an order if it stands where the caller believes.
   *
   * @return whether it did
   * @throws IllegalArgumentException if the lifecycle has no such transition
   */
  public static boolean move(
      Handle handle, OrderId id, OrderStatus from, OrderStatus to, Instant now) {
    return move(handle, id, from, to, now, "", Optional.empty());
  }

  /** Cancels an order if it stands where the caller believes, and has its money returned. */
  public static boolean cancel(
      Handle handle, OrderId id, OrderStatus from, CancelReason reason, Instant now) {
    boolean moved =
        move(
            handle,
            id,
            from,
            OrderStatus.CANCELLED,
            now,
            ", cancel_reason = :value",
            Optional.of(reason.name()));
    if (moved) {
      handle
          .createUpdate(
              """
              UPDATE payments SET due = 'VOID', attempts = 0, wall_attempt_at = NULL
              WHERE order_id = :id AND status <> 'REFUSED'
              """)
          .bind("id", id.value())
          .execute();
    }
    if (moved && from == OrderStatus.CREATED) {
      // nobody else would answer the request that placed it
      OrderStore.find(handle, id).ifPresent(order -> RecordedAnswer.record(handle, order));
    }
    return moved;
  }

  /** Gives a confirmed order its rider. */
  public static boolean assign(Handle handle, OrderId id, String riderId, Instant now) {
    return move(
        handle,
        id,
        OrderStatus.CONFIRMED,
        OrderStatus.ASSIGNED,
        now,
        ", rider_id = :value",
        Optional.of(riderId));
  }

  /** Delivers an order, whose payment is due for capture from then on. */
  public static boolean deliver(Handle handle, OrderId id, Instant now) {
    boolean moved = move(handle, id, OrderStatus.PICKED_UP, OrderStatus.DELIVERED, now);
    if (moved) {
      handle
          .createUpdate(
              """
              UPDATE payments SET due = 'CAPTURE', attempts = 0, wall_attempt_at = NULL
              WHERE order_id = :id AND status = 'AUTHORIZED'
              """)
          .bind("id", id.value())
          .execute();
    }
    return moved;
  }

  /**
   * Keeps that the food of a confirmed order is ready, which has no rider yet; no change of status.
   */
  public static void foodReady(Handle handle, OrderId id, Instant now) {
    handle
        .createUpdate(
            """
            WITH ready AS (
              UPDATE orders SET ready_at = :now, version = version + 1
              WHERE id = :id AND status = 'CONFIRMED' AND ready_at IS NULL
              RETURNING id, version, city_id)
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            SELECT 'order', id, version, city_id, 'order.food_ready', 1, :now,
                   jsonb_build_object('orderId', id)
            FROM ready
            """)
        .bind("id", id.value())
        .bind("now", now)
        .execute();
  }

  /** Takes an order back from a rider who dropped out. */
  public static boolean unassign(Handle handle, OrderId id, OrderStatus from, Instant now) {
    return move(
        handle, id, from, OrderStatus.CONFIRMED, now, ", rider_id = NULL", Optional.empty());
  }

  private static boolean move(
      Handle handle,
      OrderId id,
      OrderStatus from,
      OrderStatus to,
      Instant now,
      String alsoSet,
      Optional<String> value) {
    if (!OrderLifecycle.TABLE.allows(from, to)) {
      throw new IllegalArgumentException("from=%s to=%s is no transition".formatted(from, to));
    }
    Update update =
        handle
            .createUpdate(
                """
                WITH moved AS (
                  UPDATE orders SET status = :to, version = version + 1%s%s
                  WHERE id = :id AND status = :from
                  RETURNING *)
                INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                    schema_version, occurred_at, payload)
                SELECT 'order', m.id, m.version, m.city_id, 'order.' || lower(m.status), 1, :now,
                       jsonb_build_object(
                         'orderId', m.id, 'status', m.status, 'customerId', m.customer_id,
                         'restaurantId', m.restaurant_id, 'rideId', m.ride_id, 'riderId', m.rider_id,
                         'readyAt', coalesce(m.ready_at, m.expected_ready_at),
                         'pickup', jsonb_build_object('lat', r.lat, 'lng', r.lng),
                         'dropoff', jsonb_build_object('lat', m.dropoff_lat, 'lng', m.dropoff_lng),
                         'cancelReason', m.cancel_reason)
                FROM moved m JOIN restaurants r ON r.id = m.restaurant_id
                """
                    .formatted(timeColumn(to), alsoSet))
            .bind("id", id.value())
            .bind("from", from.name())
            .bind("to", to.name())
            .bind("now", now);
    value.ifPresent(v -> update.bind("value", v));
    return update.execute() == 1;
  }

  private static String timeColumn(OrderStatus to) {
    return switch (to) {
      case CREATED, PAYMENT_PENDING -> "";
      case CONFIRMED -> ", confirmed_at = coalesce(confirmed_at, :now)";
      case ASSIGNED -> ", assigned_at = :now";
      case READY -> ", ready_at = coalesce(ready_at, :now)";
      case PICKED_UP -> ", picked_up_at = :now";
      case DELIVERED -> ", delivered_at = :now";
      case CANCELLED -> ", cancelled_at = :now";
    };
  }
}
