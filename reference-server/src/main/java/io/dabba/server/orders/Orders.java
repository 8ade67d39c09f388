package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What customers, restaurants and ops do with an order that exists; each in one transaction. */
final class Orders {
  private final Database database;
  private final InstantSource clock;
  private final RideCancellation rides;
  private final Runnable afterCommit;

  Orders(Database database, InstantSource clock, RideCancellation rides, Runnable afterCommit) {
    this.database = database;
    this.clock = clock;
    this.rides = rides;
    this.afterCommit = afterCommit;
  }

  /** What became of it. */
  sealed interface Outcome {
    record Done(Order order) implements Outcome {}

    record WrongState(OrderStatus status) implements Outcome {}
  }

  /**
   * Cancels an order whose lifecycle allows it from where it stands; a customer only until a rider
   * has accepted.
   */
  Outcome cancel(OrderId id, CancelReason reason) {
    return decide(
        handle -> {
          Instant now = clock.instant();
          OrderStatus status = OrderStore.lock(handle, id).orElseThrow();
          if (status == OrderStatus.CANCELLED) {
            return Optional.empty();
          }
          boolean allowed =
              OrderLifecycle.TABLE.allows(status, OrderStatus.CANCELLED)
                  && (reason == CancelReason.BY_OPS
                      || status == OrderStatus.CONFIRMED
                      || status == OrderStatus.PAYMENT_PENDING);
          if (!allowed) {
            return Optional.of(status);
          }
          OrderTransitions.cancel(handle, id, status, reason, now);
          rides.orderCancelled(handle, id, now);
          return Optional.empty();
        },
        id);
  }

  /** The food is ready; the fact is kept if there is no rider yet. */
  Outcome ready(OrderId id) {
    return decide(
        handle -> {
          Instant now = clock.instant();
          OrderStatus status = OrderStore.lock(handle, id).orElseThrow();
          switch (status) {
            case CONFIRMED -> OrderTransitions.foodReady(handle, id, now);
            case ASSIGNED ->
                OrderTransitions.move(handle, id, OrderStatus.ASSIGNED, OrderStatus.READY, now);
            case READY, PICKED_UP, DELIVERED -> {}
            case CREATED, PAYMENT_PENDING, CANCELLED -> {
              return Optional.of(status);
            }
          }
          return Optional.empty();
        },
        id);
  }

  @FunctionalInterface
  private interface Deed {
    /** The status that does not allow it, or empty if it was done. */
    Optional<OrderStatus> in(Handle handle);
  }

  private Outcome decide(Deed deed, OrderId id) {
    Outcome outcome =
        database.inTransaction(handle ->
            deed.in(handle)
                .<Outcome>map(Outcome.WrongState::new)
                .orElseGet(() -> new Outcome.Done(OrderStore.find(handle, id).orElseThrow())));
    if (outcome instanceof Outcome.Done) {
      afterCommit.run();
    }
    return outcome;
  }
}
