package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.payments.PaymentGateway;
import io.dabba.server.payments.PaymentGateway.Charge;
import io.dabba.server.payments.PaymentGateway.Result;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings payments where they belong: asks the gateway, and lets its answer move the order. What is
 * due stands in the payment's row, so a crash at any moment leaves it due; every call to the
 * gateway may be repeated. Thread-safe.
 */
public final class PaymentSettlement implements AutoCloseable {
  /** How long, in domain time, a payment may stay pending before its order is cancelled. */
  static final Duration PENDING_FOR = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(PaymentSettlement.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
  private static final int BATCH = 100;

  private final Database database;
  private final PaymentGateway gateway;
  private final InstantSource clock;
  private final Runnable afterCommit;
  private final Semaphore wake = new Semaphore(0);
  private final Thread worker = Thread.ofVirtual().name("payments").unstarted(this::run);
  private volatile boolean closed;

  public PaymentSettlement(
      Database database, PaymentGateway gateway, InstantSource clock, Runnable afterCommit) {
    this.database = database;
    this.gateway = gateway;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  private record Payment(
      OrderId order,
      long amountMinor,
      String currency,
      String method,
      String status,
      String due,
      Instant placedAt) {}

  /** Starts the worker that does what is due. */
  public void start() {
    worker.start();
  }

  /** Says that a transaction made something due. */
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }

  /** Whether a customer can pay by this method. */
  boolean knows(String method) {
    return gateway.knows(method);
  }

  /**
   * Asks the gateway about the payment of an order that waits for it, and lets the answer count.
   */
  void settle(OrderId order) {
    Optional<Payment> payment =
        database
            .jdbi()
            .withHandle(
                handle -> payments(handle, "p.order_id = :order", Map.of("order", order.value())))
            .stream()
            .filter(p -> p.due().equals("SETTLE"))
            .findFirst();
    payment.ifPresent(this::settle);
  }

  private void settle(Payment payment) {
    Result result =
        payment.status().equals("ASKED")
            ? gateway.authorize(charge(payment))
            : gateway.status(payment.order().value());
    database.useTransaction(handle -> apply(handle, payment, result, clock.instant()));
    afterCommit.run();
  }

  private static void apply(Handle handle, Payment payment, Result result, Instant now) {
    OrderStatus from = OrderStore.lock(handle, payment.order()).orElseThrow();
    if (from == OrderStatus.CANCELLED && !(result instanceof Result.Refused)) {
      // it may have been returned before the gateway had it
      mark(handle, payment.order(), payment.status(), Optional.of("VOID"));
    }
    if (from != OrderStatus.CREATED && from != OrderStatus.PAYMENT_PENDING) {
      return;
    }
    boolean overdue = payment.placedAt().plus(PENDING_FOR).isBefore(now);
    switch (result) {
      case Result.Approved approved -> {
        OrderTransitions.move(handle, payment.order(), from, OrderStatus.CONFIRMED, now);
        mark(handle, payment.order(), "AUTHORIZED", Optional.empty());
      }
      case Result.Refused refused -> {
        mark(handle, payment.order(), "REFUSED", Optional.empty());
        OrderTransitions.cancel(handle, payment.order(), from, CancelReason.PAYMENT_REFUSED, now);
      }
      case Result.NeedsAction action -> {
        keepAction(handle, payment.order(), action.url());
        wait(handle, payment.order(), from, overdue, now);
      }
      case Result.Unknown unknown -> wait(handle, payment.order(), from, overdue, now);
    }
    OrderStore.find(handle, payment.order())
        .ifPresent(order -> RecordedAnswer.record(handle, order));
  }

  private static void wait(
      Handle handle, OrderId order, OrderStatus from, boolean overdue, Instant now) {
    if (overdue) {
      OrderTransitions.cancel(handle, order, from, CancelReason.PAYMENT_TIMED_OUT, now);
      return;
    }
    if (from == OrderStatus.CREATED) {
      OrderTransitions.move(handle, order, from, OrderStatus.PAYMENT_PENDING, now);
    }
    mark(handle, order, "PENDING", Optional.of("SETTLE"));
  }

  private static void keepAction(Handle handle, OrderId order, String url) {
    handle
        .createUpdate("UPDATE payments SET action_url = :url WHERE order_id = :order")
        .bind("order", order.value())
        .bind("url", url)
        .execute();
  }

  private static void mark(Handle handle, OrderId order, String status, Optional<String> due) {
    handle
        .createUpdate(
            """
            UPDATE payments SET status = :status, due = :due, attempts = attempts + 1,
              wall_attempt_at = clock_timestamp() + least(attempts + 2, 60) * interval '1 second'
            WHERE order_id = :order
            """)
        .bind("order", order.value())
        .bind("status", status)
        .bind("due", due.orElse(null))
        .execute();
  }

  private void run() {
    while (!closed) {
      try {
        List<Payment> due =
            database
                .jdbi()
                .withHandle(handle ->
                    payments(
                        handle,
                        "coalesce(p.wall_attempt_at <= clock_timestamp(), true)",
                        Map.of()));
        due.forEach(this::tryAttempt);
        if (due.size() < BATCH
            && wake.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (closed) {
          return;
        }
        LOG.warn("payments could not be settled; trying again", e);
        pause();
      }
    }
  }

  /** What goes wrong with one payment puts off that one and no other. */
  private void tryAttempt(Payment payment) {
    try {
      attempt(payment);
    } catch (RuntimeException e) {
      LOG.warn("payment of order {} failed; trying again later", payment.order(), e);
      finish(payment, payment.status(), false);
    }
  }

  private void attempt(Payment payment) {
    switch (payment.due()) {
      case "SETTLE" -> settle(payment);
      case "CAPTURE" -> finish(payment, "CAPTURED", gateway.capture(payment.order().value()));
      case "VOID" -> finish(payment, "VOIDED", gateway.giveBack(payment.order().value()));
      default -> throw new IllegalStateException("due=%s".formatted(payment.due()));
    }
  }

  private void finish(Payment payment, String status, boolean done) {
    database.useTransaction(handle ->
        mark(
            handle,
            payment.order(),
            done ? status : payment.status(),
            done ? Optional.empty() : Optional.of(payment.due())));
  }

  private static Charge charge(Payment payment) {
    return new Charge(
        payment.order().value(), payment.amountMinor(), payment.currency(), payment.method());
  }

  private static List<Payment> payments(Handle handle, String where, Map<String, ?> arguments) {
    return handle
        .createQuery(
            """
            SELECT p.*, o.placed_at FROM payments p JOIN orders o ON o.id = p.order_id
            WHERE %s AND p.due IS NOT NULL
            ORDER BY p.wall_attempt_at NULLS FIRST LIMIT :limit
            """
                .formatted(where))
        .bindMap(arguments)
        .bind("limit", BATCH)
        .map((rs, ctx) ->
            new Payment(
                new OrderId(rs.getString("order_id")),
                rs.getLong("amount_minor"),
                rs.getString("currency"),
                rs.getString("method"),
                rs.getString("status"),
                rs.getString("due"),
                Columns.instant(rs, "placed_at")))
        .list();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
