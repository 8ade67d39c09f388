package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What customers, restaurants and ops do with an order that exists; each in one transaction.
 * Thread-safe.
 */
public final class Orders {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
  private static final int REJECTED_AT_ONCE = 100;
  private static final String OPS = "ops:";

  private final Database database;
  private final InstantSource clock;
  private final RideCancellation rides;
  private final Runnable afterCommit;

  public Orders(
      Database database, InstantSource clock, RideCancellation rides, Runnable afterCommit) {
    this.database = database;
    this.clock = clock;
    this.rides = rides;
    this.afterCommit = afterCommit;
  }

  /** What became of it. */
  public sealed interface Outcome {
    /** It is as was asked for, now or already. */
    record Done(Order order) implements Outcome {}

    /** Where it stands, that cannot be. */
    record WrongState(OrderStatus status) implements Outcome {}
  }

  /**
   * Cancels an order whose lifecycle allows it from where it stands; a customer only until a rider
   * has accepted, since from then on somebody is on his way for it.
   */
  Outcome cancel(OrderId id, CancelReason reason, String by, Optional<String> said) {
    String action = reason == CancelReason.RESTAURANT_REJECTED ? "reject" : "cancel";
    return decide(
        id,
        action,
        new Cause(by, clock.instant(), said),
        (h, cause) -> cancel(h, id, reason, cause));
  }

  /** The same within a transaction of the caller's; the status that does not allow it, if so. */
  public Optional<OrderStatus> cancel(Handle handle, OrderId id, CancelReason reason, Cause cause) {
    OrderStatus status = OrderStore.lock(handle, id).orElseThrow();
    if (status == OrderStatus.CANCELLED) {
      return Optional.empty();
    }
    boolean allowed =
        OrderLifecycle.TABLE.allows(status, OrderStatus.CANCELLED)
            && switch (reason) {
              case BY_OPS -> true;
              case BY_CUSTOMER ->
                  status == OrderStatus.CONFIRMED || status == OrderStatus.PAYMENT_PENDING;
              case RESTAURANT_REJECTED, RESTAURANT_TIMED_OUT, NO_RIDER ->
                  status == OrderStatus.CONFIRMED;
              case PAYMENT_REFUSED, PAYMENT_TIMED_OUT -> false;
            };
    if (!allowed) {
      return Optional.of(status);
    }
    OrderTransitions.cancel(handle, id, status, reason, cause);
    rides.orderCancelled(handle, id, cause.at());
    return Optional.empty();
  }

  /**
   * The restaurant takes an order on; nothing if it did before or does so by itself.
   *
   * @param prepMinutes until its food is ready; empty for the restaurant's usual time
   */
  Outcome accept(OrderId id, OptionalInt prepMinutes, String by) {
    return decide(
        id,
        "accept",
        new Cause(by, clock.instant(), Optional.empty()),
        (handle, cause) -> accept(handle, id, prepMinutes, cause));
  }

  /** The same within a transaction of the caller's; the status that does not allow it, if so. */
  public static Optional<OrderStatus> accept(
      Handle handle, OrderId id, OptionalInt prepMinutes, Cause cause) {
    OrderStatus status = OrderStore.lock(handle, id).orElseThrow();
    switch (status) {
      case CONFIRMED ->
          OrderTransitions.accept(
              handle, id, prepMinutes.orElseGet(() -> usualMinutes(handle, id)), cause);
      case ASSIGNED, READY, PICKED_UP, DELIVERED -> {}
      case CREATED, PAYMENT_PENDING, CANCELLED -> {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** The food is ready; the fact is kept if there is no rider yet. */
  Outcome ready(OrderId id, String by) {
    return decide(
        id,
        "ready",
        new Cause(by, clock.instant(), Optional.empty()),
        (handle, cause) -> ready(handle, id, cause));
  }

  /** The same within a transaction of the caller's; the status that does not allow it, if so. */
  public static Optional<OrderStatus> ready(Handle handle, OrderId id, Cause cause) {
    OrderStatus status = OrderStore.lock(handle, id).orElseThrow();
    switch (status) {
      case CONFIRMED -> {
        // food that is ready was taken on
        OrderTransitions.accept(handle, id, 0, cause);
        OrderTransitions.foodReady(handle, id, cause);
      }
      case ASSIGNED ->
          OrderTransitions.move(handle, id, OrderStatus.ASSIGNED, OrderStatus.READY, cause);
      case READY, PICKED_UP, DELIVERED -> {}
      case CREATED, PAYMENT_PENDING, CANCELLED -> {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Cancels the orders that their restaurants did not take on in time; returns how many. */
  public int rejectOverdue() {
    Instant now = clock.instant();
    List<OrderId> overdue =
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT id FROM orders
                        WHERE status = 'CONFIRMED' AND accepted_at IS NULL AND accept_by <= :now
                        ORDER BY accept_by LIMIT :limit
                        """)
                    .bind("now", now)
                    .bind("limit", REJECTED_AT_ONCE)
                    .map((rs, ctx) -> new OrderId(rs.getString(1)))
                    .list());
    overdue.forEach(id -> tryReject(id, now));
    if (!overdue.isEmpty()) {
      afterCommit.run();
    }
    return overdue.size();
  }

  /** What goes wrong with one order leaves that one for the next time, and no other. */
  private void tryReject(OrderId id, Instant now) {
    try {
      database.useTransaction(handle -> {
        if (OrderStore.lock(handle, id).isPresent() && !isAccepted(handle, id)) {
          cancel(handle, id, CancelReason.RESTAURANT_TIMED_OUT, Cause.system(now));
        }
      });
    } catch (RuntimeException e) {
      LOG.warn("order {} was not accepted in time and cannot be cancelled now", id, e);
    }
  }

  private static boolean isAccepted(Handle handle, OrderId id) {
    return handle
        .createQuery("SELECT accepted_at FROM orders WHERE id = :id")
        .bind("id", id.value())
        .map((rs, ctx) -> Columns.optionalInstant(rs, "accepted_at"))
        .one()
        .isPresent();
  }

  private static int usualMinutes(Handle handle, OrderId id) {
    return handle
        .createQuery(
            """
            SELECT r.prep_minutes FROM restaurants r JOIN orders o ON o.restaurant_id = r.id
            WHERE o.id = :id
            """)
        .bind("id", id.value())
        .mapTo(Integer.class)
        .one();
  }

  @FunctionalInterface
  private interface Deed {
    /** The status that does not allow it, or empty if it was done. */
    Optional<OrderStatus> in(Handle handle, Cause cause);
  }

  /** Does it; that ops did it in place of somebody else is kept. */
  private Outcome decide(OrderId id, String action, Cause cause, Deed deed) {
    Outcome outcome =
        database.inTransaction(handle -> {
          OrderStatus from = OrderStore.lock(handle, id).orElseThrow();
          Optional<OrderStatus> refusal = deed.in(handle, cause);
          if (refusal.isPresent()) {
            return new Outcome.WrongState(refusal.get());
          }
          Order after = OrderStore.find(handle, id).orElseThrow();
          if (cause.by().startsWith(OPS)) {
            OpsActions.add(handle, id, action, cause, from, after.status());
          }
          return new Outcome.Done(after);
        });
    if (outcome instanceof Outcome.Done) {
      afterCommit.run();
    }
    return outcome;
  }
}
