package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.OrderEvents;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.payments.Charge;
import io.dabba.server.payments.GatewayPayment;
import io.dabba.server.payments.PaymentGateway;
import io.dabba.server.payments.Refund;
import io.dabba.server.payments.RefundOutcome;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of captured payments that are given back. A refund is stored before its gateway is asked,
 * and asked for again under the same key until the gateway says what became of it. Thread-safe.
 */
public final class Refunds {
  private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);

  private final Database database;
  private final InstantSource clock;
  private final PaymentTimes times;

  Refunds(Database database, InstantSource clock, PaymentTimes times) {
    this.database = database;
    this.clock = clock;
    this.times = times;
  }

  /** A refund as stored. */
  public record Stored(
      String id,
      long amountMinor,
      String currency,
      String status,
      String reason,
      Instant askedAt,
      Optional<String> refusedReason) {}

  /** What became of asking for one. */
  public sealed interface Outcome {
    /** It is stored, now or by an earlier call with the same key. */
    record Taken(Stored refund, boolean isNew) implements Outcome {}

    /** The key was used for another one. */
    record KeyReused(Stored refund) implements Outcome {}

    /** Nothing was taken from the customer yet. */
    record NotCaptured(String status) implements Outcome {}

    /** More than is left of what was taken. */
    record TooMuch(long leftMinor) implements Outcome {}
  }

  /** One that is due, with what its gateway needs. */
  record Asked(String id, OrderId order, String gateway, GatewayPayment payment, Refund refund) {}

  /**
   * Stores a refund; the caller wakes the settlement after the commit.
   *
   * @param key the same key of the same order is the same refund
   */
  public static Outcome ask(
      Handle handle, OrderId order, String key, long amountMinor, Cause cause) {
    OrderStore.lock(handle, Set.of(order), Set.of());
    String id =
        UUID.nameUUIDFromBytes((order + " " + key).getBytes(StandardCharsets.UTF_8)).toString();
    Optional<Stored> known = list(handle, order).stream().filter(r -> r.id().equals(id)).findAny();
    if (known.isPresent()) {
      Stored refund = known.get();
      boolean same =
          refund.amountMinor() == amountMinor && refund.reason().equals(cause.reason().orElse(""));
      return same ? new Outcome.Taken(refund, false) : new Outcome.KeyReused(refund);
    }
    Optional<String> refusal = refusal(handle, order);
    if (refusal.isPresent()) {
      return new Outcome.NotCaptured(refusal.get());
    }
    long left = left(handle, order);
    if (amountMinor > left) {
      return new Outcome.TooMuch(left);
    }
    handle
        .createUpdate(
            """
            INSERT INTO refunds (id, order_id, amount_minor, reason, asked_by, asked_at, status)
            VALUES (:id, :order, :amount, :reason, :by, :now, 'DUE')
            """)
        .bind("id", id)
        .bind("order", order.value())
        .bind("amount", amountMinor)
        .bind("reason", cause.reason().orElse(""))
        .bind("by", cause.by())
        .bind("now", cause.at())
        .execute();
    return new Outcome.Taken(
        list(handle, order).stream().filter(r -> r.id().equals(id)).findAny().orElseThrow(), true);
  }

  /** The refunds of an order, the oldest first. */
  public static List<Stored> list(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT r.*, p.currency FROM refunds r JOIN payments p ON p.order_id = r.order_id
            WHERE r.order_id = :order ORDER BY r.asked_at, r.id
            """)
        .bind("order", order.value())
        .map((rs, ctx) -> stored(rs))
        .list();
  }

  /** How an order stands of which nothing can be given back in parts. */
  private static Optional<String> refusal(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT CASE WHEN o.status = 'CANCELLED' THEN 'order CANCELLED'
                        WHEN p.status <> 'CAPTURED' THEN 'payment ' || p.status END
            FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.order_id = :order
            """)
        .bind("order", order.value())
        .map((rs, ctx) -> Optional.ofNullable(rs.getString(1)))
        .one();
  }

  /** What of a captured payment no refund has been asked for. */
  private static long left(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT (SELECT coalesce(sum(taken_minor), 0) FROM ledger WHERE order_id = :order)
              - (SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE order_id = :order AND status = 'DUE')
            """)
        .bind("order", order.value())
        .mapTo(Long.class)
        .one();
  }

  static boolean areDue(Handle handle, OrderId order) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT FROM refunds WHERE order_id = :order AND status = 'DUE')")
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  static int hurry(Handle handle) {
    return handle.execute(
        """
        UPDATE refunds SET wall_attempt_at = '-infinity'
        WHERE status = 'DUE' AND wall_attempt_at > clock_timestamp()
        """);
  }

  List<Asked> lease(int limit) {
    return database.execute(handle ->
        handle
            .createQuery(
                """
                UPDATE refunds r SET attempts = r.attempts + 1,
                  wall_attempt_at = clock_timestamp()
                    + (:lease + least(power(2, least(r.attempts, 10)), 300)) * interval '1 second'
                FROM payments p
                WHERE p.order_id = r.order_id AND r.id IN (
                  SELECT id FROM refunds
                  WHERE status = 'DUE' AND wall_attempt_at <= clock_timestamp()
                  ORDER BY wall_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING r.id, r.order_id, r.amount_minor AS refund_minor, p.*
                """)
            .bind("lease", StoredPayment.seconds(times.lease()))
            .bind("limit", limit)
            .map((rs, ctx) -> asked(rs))
            .list());
  }

  void tryRefund(Asked asked, Supplier<PaymentGateway> gateway, Runnable afterCommit) {
    try {
      RefundOutcome outcome = gateway.get().refund(asked.payment(), asked.refund());
      database.useTransaction(handle -> apply(handle, asked, outcome, clock.instant()));
      afterCommit.run();
    } catch (RuntimeException e) {
      LOG.warn("refund {} of order {} failed; it stays due", asked.id(), asked.order(), e);
    }
  }

  private static void apply(Handle handle, Asked asked, RefundOutcome outcome, Instant now) {
    OrderStore.lock(handle, Set.of(asked.order()), Set.of());
    switch (outcome) {
      case RefundOutcome.Done done -> {
        if (end(handle, asked, "DONE", Optional.of(done.reference()), Optional.empty())) {
          Charge charge = asked.payment().charge();
          new Ledger(handle, asked.order(), charge.currency(), now)
              .refunded(asked.id(), asked.refund().amountMinor());
          tell(handle, asked, Cause.gateway(asked.gateway(), now));
        }
      }
      case RefundOutcome.Refused refused ->
          end(handle, asked, "REFUSED", Optional.empty(), Optional.of(refused.reason()));
      case RefundOutcome.Unknown unknown -> {}
    }
  }

  private static boolean end(
      Handle handle,
      Asked asked,
      String status,
      Optional<String> reference,
      Optional<String> refusedReason) {
    return handle
            .createUpdate(
                """
                UPDATE refunds SET status = :status, reference = :reference, refused_reason = :reason
                WHERE id = :id AND status = 'DUE'
                """)
            .bind("id", asked.id())
            .bind("status", status)
            .bind("reference", reference.orElse(null))
            .bind("reason", refusedReason.orElse(null))
            .execute()
        == 1;
  }

  private static void tell(Handle handle, Asked asked, Cause cause) {
    handle
        .createUpdate(
            """
            WITH moved AS (
              UPDATE orders SET version = version + 1 WHERE id = :id RETURNING *)
            %s
            """
                .formatted(OrderEvents.insertOf("'order.refunded'")))
        .bind("id", asked.order().value())
        .bindMap(
            OrderEvents.arguments(
                cause.because(
                    "%d %s"
                        .formatted(
                            asked.refund().amountMinor(), asked.payment().charge().currency()))))
        .execute();
  }

  private static Stored stored(ResultSet rs) throws SQLException {
    return new Stored(
        rs.getString("id"),
        rs.getLong("amount_minor"),
        rs.getString("currency"),
        rs.getString("status"),
        rs.getString("reason"),
        Columns.instant(rs, "asked_at"),
        Columns.optionalText(rs, "refused_reason"));
  }

  private static Asked asked(ResultSet rs) throws SQLException {
    Charge charge =
        new Charge(
            rs.getString("order_id"),
            rs.getLong("amount_minor"),
            rs.getString("currency"),
            rs.getString("method"));
    String id = rs.getString("id");
    return new Asked(
        id,
        new OrderId(charge.key()),
        rs.getString("gateway"),
        new GatewayPayment(charge, Columns.optionalText(rs, "reference")),
        new Refund(id, rs.getLong("refund_minor")));
  }
}
