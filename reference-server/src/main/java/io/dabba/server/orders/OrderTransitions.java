package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import java.util.Map;
import org.jdbi.v3.core.Handle;

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
      Handle handle, OrderId id, OrderStatus from, OrderStatus to, Cause cause) {
    return move(handle, id, from, to, cause, "", Map.of());
  }

  /** Cancels an order if it stands where the caller believes, and has its money returned. */
  public static boolean cancel(
      Handle handle, OrderId id, OrderStatus from, CancelReason reason, Cause cause) {
    boolean moved =
        move(
            handle,
            id,
            from,
            OrderStatus.CANCELLED,
            cause,
            ", cancel_reason = :cancelReason",
            Map.of("cancelReason", reason.name()));
    if (moved) {
      handle
          .createUpdate(
              """
              UPDATE payments SET due = 'VOID', attempts = 0, wall_attempt_at = '-infinity'
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
  public static boolean assign(Handle handle, OrderId id, String riderId, Cause cause) {
    return move(
        handle,
        id,
        OrderStatus.CONFIRMED,
        OrderStatus.ASSIGNED,
        cause,
        ", rider_id = :rider",
        Map.of("rider", riderId));
  }

  /**
   * Delivers an order, whose payment is due for capture from then on, and remembers what its
   * customer likes.
   */
  public static boolean deliver(Handle handle, OrderId id, Cause cause) {
    boolean moved = move(handle, id, OrderStatus.PICKED_UP, OrderStatus.DELIVERED, cause);
    if (moved) {
      handle
          .createUpdate(
              """
              WITH tasted AS (
                INSERT INTO customer_cuisines AS t (customer_id, cuisine, orders)
                SELECT DISTINCT o.customer_id, c.cuisine, 1
                FROM orders o JOIN restaurants r ON r.id = o.restaurant_id, unnest(r.cuisines) AS c (cuisine)
                WHERE o.id = :id
                ORDER BY c.cuisine
                ON CONFLICT (customer_id, cuisine) DO UPDATE SET orders = t.orders + 1)
              UPDATE payments SET due = 'CAPTURE', attempts = 0, wall_attempt_at = '-infinity'
              WHERE order_id = :id AND status = 'AUTHORIZED'
              """)
          .bind("id", id.value())
          .execute();
    }
    return moved;
  }

  /** The restaurant takes on a confirmed order that waits for it. */
  static boolean accept(Handle handle, OrderId id, int prepMinutes, Cause cause) {
    return note(
        handle,
        id,
        "order.accepted",
        """
        accepted_at = :now,
        expected_ready_at = CAST(:now AS timestamptz) + :minutes * interval '1 minute',
        deadline_at = CAST(:now AS timestamptz) + (:minutes + 60) * interval '1 minute'
        """,
        "accepted_at IS NULL",
        cause,
        Map.of("minutes", prepMinutes));
  }

  /**
   * Keeps that the food of a confirmed order is ready, which has no rider yet; no change of status.
   */
  public static void foodReady(Handle handle, OrderId id, Cause cause) {
    note(handle, id, "order.food_ready", "ready_at = :now", "ready_at IS NULL", cause, Map.of());
  }

  /** Takes an order back from a rider who dropped out. */
  public static boolean unassign(Handle handle, OrderId id, OrderStatus from, Cause cause) {
    return move(handle, id, from, OrderStatus.CONFIRMED, cause, ", rider_id = NULL", Map.of());
  }

  /** A fact about a confirmed order that does not change its status. */
  private static boolean note(
      Handle handle,
      OrderId id,
      String type,
      String set,
      String unless,
      Cause cause,
      Map<String, ?> arguments) {
    return handle
            .createUpdate(
                """
                WITH moved AS (
                  UPDATE orders SET version = version + 1, %s
                  WHERE id = :id AND status = 'CONFIRMED' AND %s
                  RETURNING *)
                %s
                """
                    .formatted(set, unless, OrderEvents.insertOf(":type")))
            .bind("id", id.value())
            .bind("type", type)
            .bindMap(OrderEvents.arguments(cause))
            .bindMap(arguments)
            .execute()
        == 1;
  }

  private static boolean move(
      Handle handle,
      OrderId id,
      OrderStatus from,
      OrderStatus to,
      Cause cause,
      String alsoSet,
      Map<String, ?> arguments) {
    if (!OrderLifecycle.TABLE.allows(from, to)) {
      throw new IllegalArgumentException("from=%s to=%s is no transition".formatted(from, to));
    }
    return handle
            .createUpdate(
                """
                WITH moved AS (
                  UPDATE orders o SET status = :to, version = o.version + 1, %s%s
                  FROM restaurants r
                  WHERE o.id = :id AND o.status = :from AND r.id = o.restaurant_id
                  RETURNING o.*)
                %s
                """
                    .formatted(timesOf(to), alsoSet, OrderEvents.insertOf(OrderEvents.OF_STATUS)))
            .bind("id", id.value())
            .bind("from", from.name())
            .bind("to", to.name())
            .bindMap(OrderEvents.arguments(cause))
            .bindMap(arguments)
            .execute()
        == 1;
  }

  /** When it came there, and until when it should go on: past that ops see it. */
  private static String timesOf(OrderStatus to) {
    return switch (to) {
      case CREATED -> "deadline_at = CAST(:now AS timestamptz) + interval '5 minutes'";
      case PAYMENT_PENDING -> "deadline_at = CAST(:now AS timestamptz) + interval '20 minutes'";
      case CONFIRMED ->
          """
          confirmed_at = coalesce(confirmed_at, :now),
          deadline_at = greatest(:now, expected_ready_at) + interval '60 minutes'
          """;
      case ASSIGNED ->
          """
          assigned_at = :now,
          deadline_at = greatest(:now, expected_ready_at) + interval '60 minutes'
          """;
      case READY ->
          """
          ready_at = coalesce(ready_at, :now), deadline_at = CAST(:now AS timestamptz) + interval '45 minutes'
          """;
      case PICKED_UP ->
          "picked_up_at = :now, deadline_at = CAST(:now AS timestamptz) + interval '90 minutes'";
      case DELIVERED -> "delivered_at = :now, deadline_at = NULL";
      case CANCELLED -> "cancelled_at = :now, deadline_at = NULL";
    };
  }
}
