package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The movements of one order's money, appended and never changed. Each is booked once, however
 * often it is told; the caller holds the order's row.
 */
final class Ledger {
  private final Handle handle;
  private final OrderId order;
  private final String currency;
  private final Instant now;

  Ledger(Handle handle, OrderId order, String currency, Instant now) {
    this.handle = handle;
    this.order = order;
    this.currency = currency;
    this.now = now;
  }

  /** What is held for us with the gateway, and what we have. */
  record Balance(long heldMinor, long takenMinor) {}

  Balance balance() {
    return handle
        .createQuery(
            """
            SELECT coalesce(sum(held_minor), 0)::bigint AS held, coalesce(sum(taken_minor), 0)::bigint AS taken
            FROM ledger WHERE order_id = :order
            """)
        .bind("order", order.value())
        .map((rs, ctx) -> new Balance(rs.getLong("held"), rs.getLong("taken")))
        .one();
  }

  /** The amount is set aside. */
  void authorized(long amountMinor) {
    book("AUTHORIZED", "", amountMinor, 0);
  }

  /** So much of what was set aside is ours, and the rest is free again. */
  void captured(long takenMinor) {
    book("CAPTURED", "", -takenMinor, takenMinor);
    released();
  }

  /** What is still held is free again. */
  void released() {
    long held = balance().heldMinor();
    if (held > 0) {
      book("RELEASED", "", -held, 0);
    }
  }

  /**
   * We gave back some of what we had.
   *
   * @param cause what made us do it: a refund's id, or {@code void}, or that the gateway did
   */
  void refunded(String cause, long amountMinor) {
    book("REFUNDED", cause, 0, -amountMinor);
  }

  private void book(String movement, String cause, long heldMinor, long takenMinor) {
    handle
        .createUpdate(
            """
            INSERT INTO ledger (order_id, movement, cause, held_minor, taken_minor, currency, occurred_at)
            VALUES (:order, :movement, :cause, :held, :taken, :currency, :now)
            ON CONFLICT DO NOTHING
            """)
        .bind("order", order.value())
        .bind("movement", movement)
        .bind("cause", cause)
        .bind("held", heldMinor)
        .bind("taken", takenMinor)
        .bind("currency", currency)
        .bind("now", now)
        .execute();
  }
}
