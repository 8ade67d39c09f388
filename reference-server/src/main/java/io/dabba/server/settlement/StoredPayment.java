package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.payments.Charge;
import io.dabba.server.payments.GatewayPayment;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A payment as its row has it. Its key with the gateway is the id of its order.
 *
 * @param due what is to be done next with the gateway
 * @param lateOver whether a charge that was sent can no longer arrive
 * @param abandoned whether the customer has been asked to act for a day
 */
record StoredPayment(
    OrderId order,
    String gateway,
    GatewayPayment asked,
    Status status,
    Optional<Due> due,
    Instant placedAt,
    boolean lateOver,
    boolean abandoned) {

  enum Status {
    ASKED,
    PENDING,
    AUTHORIZED,
    REFUSED,
    CAPTURED,
    VOIDED
  }

  enum Due {
    SETTLE,
    CAPTURE,
    VOID
  }

  private static final String COLUMNS =
      """
      p.*, o.placed_at, p.wall_asked_at + :late * interval '1 second' < clock_timestamp() AS late_over,
      p.wall_asked_at + interval '1 day' < clock_timestamp() AS abandoned
      """;

  Charge charge() {
    return asked.charge();
  }

  /** Whether its order has waited for it too long. */
  boolean isOverdue(PaymentTimes times, Instant now) {
    return placedAt.plus(times.pendingFor()).isBefore(now);
  }

  static StoredPayment find(Handle handle, OrderId order, PaymentTimes times) {
    return handle
        .createQuery(
            "SELECT %s FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.order_id = :order"
                .formatted(COLUMNS))
        .bind("order", order.value())
        .bind("late", seconds(times.lateArrival()))
        .map((rs, ctx) -> of(rs))
        .one();
  }

  /** Payments of which something is due now, each leased to the caller. */
  static List<StoredPayment> lease(Handle handle, PaymentTimes times, int limit) {
    return handle
        .createQuery(
            """
            UPDATE payments p SET wall_attempt_at = clock_timestamp() + :lease * interval '1 second',
              wall_asked_at = CASE WHEN p.due = 'SETTLE' AND p.status IN ('ASKED', 'PENDING', 'AUTHORIZED')
                THEN clock_timestamp() ELSE p.wall_asked_at END, leased = true
            FROM orders o
            WHERE o.id = p.order_id AND p.order_id IN (
              SELECT order_id FROM payments
              WHERE due IS NOT NULL AND wall_attempt_at <= clock_timestamp()
              ORDER BY wall_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("lease", seconds(times.lease()))
        .bind("late", seconds(times.lateArrival()))
        .bind("limit", limit)
        .map((rs, ctx) -> of(rs))
        .list();
  }

  /**
   * The payment of an order of which something is due, leased to the caller; empty while another
   * has it or nothing is due.
   *
   * @param now whether its pause after an attempt is cut short; a lease of somebody who may be at
   *     work never is
   */
  static Optional<StoredPayment> lease(
      Handle handle, OrderId order, PaymentTimes times, boolean now) {
    return handle
        .createQuery(
            """
            UPDATE payments p SET wall_attempt_at = clock_timestamp() + :lease * interval '1 second',
              wall_asked_at = CASE WHEN p.due = 'SETTLE' AND p.status IN ('ASKED', 'PENDING', 'AUTHORIZED')
                THEN clock_timestamp() ELSE p.wall_asked_at END, leased = true
            FROM orders o
            WHERE o.id = p.order_id AND p.order_id = :order AND p.due IS NOT NULL
              AND (p.wall_attempt_at <= clock_timestamp()
                   OR :now AND NOT p.leased)
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("order", order.value())
        .bind("lease", seconds(times.lease()))
        .bind("late", seconds(times.lateArrival()))
        .bind("now", now)
        .map((rs, ctx) -> of(rs))
        .findOne();
  }

  /** Whole seconds until somebody else may go on with a payment, at least one. */
  static int secondsLeft(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT greatest(1, ceil(extract(epoch FROM wall_attempt_at - clock_timestamp())))::integer
            FROM payments WHERE order_id = :order
            """)
        .bind("order", order.value())
        .mapTo(Integer.class)
        .findOne()
        .orElse(1);
  }

  /** Ends all leases, of calls whose answers nobody waits for any more. */
  static void endLeases(Handle handle) {
    handle.execute(
        "UPDATE payments SET wall_attempt_at = '-infinity', leased = false WHERE due IS NOT NULL");
  }

  /** Makes all that waits for its next attempt due now; returns how many payments that are. */
  static int hurry(Handle handle) {
    return handle.execute(
        """
        UPDATE payments SET wall_attempt_at = '-infinity'
        WHERE due IS NOT NULL AND NOT leased AND wall_attempt_at > clock_timestamp()
        """);
  }

  /** Has the gateway asked about a payment of which nothing is due. */
  static void doubt(Handle handle, OrderId order) {
    handle
        .createUpdate(
            """
            UPDATE payments SET due = 'SETTLE', attempts = 0, wall_attempt_at = '-infinity'
            WHERE order_id = :order AND due IS NULL
            """)
        .bind("order", order.value())
        .execute();
  }

  /**
   * Has the gateway asked about payments that are held for long and about which it was not asked
   * for an hour; returns how many.
   */
  static int doubtOld(Handle handle, int limit) {
    return handle.execute(
        """
        UPDATE payments SET due = 'SETTLE', attempts = 0, wall_attempt_at = '-infinity'
        WHERE order_id IN (
          SELECT order_id FROM payments
          WHERE status = 'AUTHORIZED' AND due IS NULL
            AND wall_asked_at < clock_timestamp() - interval '1 hour'
          ORDER BY wall_asked_at LIMIT ? FOR UPDATE SKIP LOCKED)
        """,
        limit);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static StoredPayment of(ResultSet rs) throws SQLException {
    Charge charge =
        new Charge(
            rs.getString("order_id"),
            rs.getLong("amount_minor"),
            rs.getString("currency"),
            rs.getString("method"));
    return new StoredPayment(
        new OrderId(charge.key()),
        rs.getString("gateway"),
        new GatewayPayment(charge, Columns.optionalText(rs, "reference")),
        Status.valueOf(rs.getString("status")),
        Columns.optionalText(rs, "due").map(Due::valueOf),
        Columns.instant(rs, "placed_at"),
        rs.getBoolean("late_over"),
        rs.getBoolean("abandoned"));
  }
}
