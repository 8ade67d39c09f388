package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.http.Json;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.orders.OrderTransitions;
import io.dabba.server.orders.RecordedAnswer;
import io.dabba.server.payments.NextAction;
import io.dabba.server.payments.Standing;
import io.dabba.server.postgres.StatementException;
import io.dabba.server.settlement.StoredPayment.Due;
import io.dabba.server.settlement.StoredPayment.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway says of a payment, applied to its row, its order and the ledger: whoever asked,
 * and whenever it is heard, it ends in the same way. Part of a transaction that holds the order.
 */
final class GatewayWord {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayWord.class);

  private final Handle handle;
  private final StoredPayment payment;
  private OrderStatus order;
  private final PaymentTimes times;
  private final Instant now;
  private final Ledger ledger;

  GatewayWord(
      Handle handle, StoredPayment payment, OrderStatus order, PaymentTimes times, Instant now) {
    this.handle = handle;
    this.payment = payment;
    this.order = order;
    this.times = times;
    this.now = now;
    this.ledger = new Ledger(handle, payment.order(), payment.charge().currency(), now);
  }

  void apply(Standing standing) {
    if (payment.isOverdue(times, now) && !(standing instanceof Standing.Refused)) {
      giveUp();
    }
    switch (standing) {
      case Standing.Authorized authorized -> authorized(authorized.reference());
      case Standing.Captured captured -> captured(captured);
      case Standing.Voided voided -> voided();
      case Standing.Refused refused -> refused(refused.reason());
      case Standing.NeedsAction needed -> needsAction(needed);
      case Standing.Absent absent -> absent();
      case Standing.Unknown unknown -> undecided(Optional.empty(), Optional.empty());
    }
  }

  /**
   * An order that nobody waits for any more is not begun, also if its payment succeeds after all.
   */
  private void giveUp() {
    if (order == OrderStatus.CREATED || order == OrderStatus.PAYMENT_PENDING) {
      OrderTransitions.cancel(
          handle, payment.order(), order, CancelReason.PAYMENT_TIMED_OUT, Cause.system(now));
      order = OrderStatus.CANCELLED;
    }
  }

  private void authorized(String reference) {
    switch (order) {
      case CREATED, PAYMENT_PENDING -> confirm(reference);
      case CANCELLED -> {
        ledger.authorized(payment.charge().amountMinor());
        stillToDo(Status.AUTHORIZED, Due.VOID, reference);
      }
      case DELIVERED -> {
        ledger.authorized(payment.charge().amountMinor());
        stillToDo(Status.AUTHORIZED, Due.CAPTURE, reference);
      }
      case CONFIRMED, ASSIGNED, READY, PICKED_UP -> {
        ledger.authorized(payment.charge().amountMinor());
        done(Status.AUTHORIZED, Optional.of(reference));
      }
    }
  }

  /** Some ways to pay are never held, but taken at once. */
  private void captured(Standing.Captured captured) {
    if (order == OrderStatus.CREATED || order == OrderStatus.PAYMENT_PENDING) {
      confirm(captured.reference());
    }
    ledger.authorized(payment.charge().amountMinor());
    ledger.captured(captured.takenMinor());
    boolean allGivenBack = captured.refundedMinor() >= captured.takenMinor();
    // which part of it a refund of ours did is known only once that is decided
    if (order == OrderStatus.CANCELLED
        && (!allGivenBack || Refunds.areDue(handle, payment.order()))) {
      stillToDo(Status.CAPTURED, Due.VOID, captured.reference());
      return;
    }
    refundsNotOurs(captured);
    boolean over = order == OrderStatus.CANCELLED;
    done(over ? Status.VOIDED : Status.CAPTURED, Optional.of(captured.reference()));
  }

  /** What was given back without a refund of ours that could have done it. */
  private void refundsNotOurs(Standing.Captured captured) {
    if (Refunds.areDue(handle, payment.order())) {
      return;
    }
    long left = captured.takenMinor() - captured.refundedMinor();
    long more = ledger.balance().takenMinor() - left;
    if (more > 0) {
      String cause =
          order == OrderStatus.CANCELLED
              ? "void"
              : "gateway:%d".formatted(captured.refundedMinor());
      ledger.refunded(cause, more);
    }
  }

  private void voided() {
    switch (order) {
      case CREATED, PAYMENT_PENDING -> refused("the payment was voided");
      case CANCELLED -> {
        ledger.released();
        done(Status.VOIDED, Optional.empty());
      }
      case CONFIRMED, ASSIGNED, READY, PICKED_UP, DELIVERED -> {
        LOG.error("order {} is {}, but what was held for it is gone", payment.order(), order);
        ledger.released();
        done(Status.VOIDED, Optional.empty());
      }
    }
  }

  private void refused(String reason) {
    ledger.released();
    done(Status.REFUSED, Optional.empty());
    handle
        .createUpdate("UPDATE payments SET refused_reason = :reason WHERE order_id = :order")
        .bind("order", payment.order().value())
        .bind("reason", reason)
        .execute();
    switch (order) {
      case CREATED, PAYMENT_PENDING -> {
        OrderTransitions.cancel(
            handle,
            payment.order(),
            order,
            CancelReason.PAYMENT_REFUSED,
            Cause.gateway(payment.gateway(), now).because(reason));
      }
      case CANCELLED -> {}
      case CONFIRMED, ASSIGNED, READY, PICKED_UP, DELIVERED ->
          LOG.error("order {} is {}, but its payment was refused", payment.order(), order);
    }
  }

  /** A customer who has left for good is not waited for; should he come back, a webhook tells. */
  private void needsAction(Standing.NeedsAction needed) {
    if (order == OrderStatus.CANCELLED && payment.abandoned()) {
      voided();
    } else {
      undecided(Optional.of(needed.reference()), Optional.of(needed.action()));
    }
  }

  /** It never reached the gateway. While it may still be under way, nothing is taken as settled. */
  private void absent() {
    boolean waited = order == OrderStatus.CREATED || order == OrderStatus.PAYMENT_PENDING;
    if (!waited && payment.lateOver()) {
      voided();
    } else {
      undecided(Optional.empty(), Optional.empty());
    }
  }

  private void undecided(Optional<String> reference, Optional<NextAction> action) {
    switch (order) {
      case CREATED, PAYMENT_PENDING -> {
        wait(Status.PENDING, reference, action);
        if (order == OrderStatus.CREATED) {
          OrderTransitions.move(
              handle,
              payment.order(),
              order,
              OrderStatus.PAYMENT_PENDING,
              Cause.gateway(payment.gateway(), now));
          RecordedAnswer.record(handle, find());
        }
      }
      case CANCELLED, CONFIRMED, ASSIGNED, READY, PICKED_UP, DELIVERED ->
          wait(payment.status(), reference, action);
    }
  }

  private void confirm(String reference) {
    boolean confirmed;
    try {
      confirmed =
          Confirmation.confirm(
                  handle.getConnection(),
                  find(),
                  AcceptanceRule.find(handle, payment.order()),
                  reference,
                  payment.gateway(),
                  now)
              .isPresent();
    } catch (SQLException e) {
      throw new StatementException(e);
    }
    if (!confirmed) {
      throw new IllegalStateException(
          "order %s is locked, and yet not %s".formatted(payment.order(), order));
    }
  }

  private Order find() {
    return OrderStore.find(handle, payment.order()).orElseThrow();
  }

  private void done(Status status, Optional<String> reference) {
    keep(status, Optional.empty(), reference);
  }

  /** What the gateway was asked to do already, it is asked again after a pause. */
  private void stillToDo(Status status, Due due, String reference) {
    if (payment.due().equals(Optional.of(due))) {
      wait(status, Optional.of(reference), Optional.empty());
    } else {
      keep(status, Optional.of(due), Optional.of(reference));
    }
  }

  private void keep(Status status, Optional<Due> due, Optional<String> reference) {
    handle
        .createUpdate(
            """
            UPDATE payments SET status = :status, due = :due, reference = coalesce(:reference, reference),
              attempts = 0, wall_attempt_at = '-infinity', leased = false
            WHERE order_id = :order
            """)
        .bind("order", payment.order().value())
        .bind("status", status.name())
        .bind("due", due.map(Due::name).orElse(null))
        .bind("reference", reference.orElse(null))
        .execute();
  }

  /** The same is due again after a pause that grows up to five minutes. */
  private void wait(Status status, Optional<String> reference, Optional<NextAction> action) {
    handle
        .createUpdate(
            """
            UPDATE payments SET status = :status, reference = coalesce(:reference, reference),
              next_action = coalesce(CAST(:action AS jsonb), next_action), attempts = attempts + 1,
              leased = false, wall_attempt_at = clock_timestamp()
                + least(power(2, least(attempts, 10)), 300) * interval '1 second'
            WHERE order_id = :order
            """)
        .bind("order", payment.order().value())
        .bind("status", status.name())
        .bind("reference", reference.orElse(null))
        .bind("action", action.map(Json::text).orElse(null))
        .execute();
  }
}
