package io.dabba.server.rides;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.orders.OrderTransitions;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.StaleSnapshotException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What a rider does with a ride. Each call is decided by one transaction, on whichever node; it
 * locks in the order that {@link PostgresOfferBook} gives, and either all rows move or none.
 */
public final class Rides {
  private final Database database;
  private final InstantSource clock;
  private final Runnable afterCommit;

  public Rides(Database database, InstantSource clock, Runnable afterCommit) {
    this.database = database;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /** The ride that the rider is on. */
  public Optional<RideView> current(RiderId rider) {
    return database.jdbi().withHandle(handle -> RideView.current(handle, rider));
  }

  /** Takes a ride that is held out to the rider. */
  public RideOutcome accept(RideId ride, RiderId rider, FencingToken token) {
    return decide(handle -> accept(handle, ride, rider, token, clock.instant()));
  }

  /** Says no to a ride that is held out to the rider. */
  public RideOutcome decline(RideId ride, RiderId rider, FencingToken token) {
    return decide(handle -> decline(handle, ride, rider, token, clock.instant()));
  }

  /** The rider has the food. */
  public RideOutcome pickUp(RideId ride, RiderId rider) {
    return decide(handle -> pickUp(handle, ride, rider, byHimself(rider)));
  }

  /** The food is at the last door. */
  public RideOutcome deliver(RideId ride, RiderId rider) {
    return decide(handle -> deliver(handle, ride, rider, byHimself(rider)));
  }

  /** The rider drops out before the pickup; the ride goes to another. */
  public RideOutcome release(RideId ride, RiderId rider) {
    return decide(handle -> release(handle, ride, rider, byHimself(rider)));
  }

  /**
   * Takes a cancelled order out of its ride; part of the caller's transaction, which holds the
   * order. A ride that carries no other ends; one that is held out is taken back, since what was
   * offered is another ride than what is left.
   */
  public static void orderCancelled(Handle handle, OrderId order, Instant now) {
    Optional<RideId> ride =
        handle
            .createQuery(
                """
                SELECT id FROM rides
                WHERE id = (SELECT ride_id FROM orders WHERE id = :order)
                  AND status IN ('PENDING', 'OFFERED', 'ACCEPTED', 'PICKED_UP')
                FOR NO KEY UPDATE
                """)
            .bind("order", order.value())
            .mapTo(String.class)
            .findOne()
            .map(RideId::new);
    ride.ifPresent(id -> {
      // by a statement of its own, so that it sees what was cancelled while the other one waited
      if (carriesAny(handle, id)) {
        new PostgresOfferBook(handle)
            .clear(id, now)
            .ifPresent(offer -> RideEvents.withdrawn(handle, offer, now));
      } else {
        cancel(handle, id, now);
      }
    });
  }

  private static boolean carriesAny(Handle handle, RideId ride) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT FROM orders WHERE ride_id = :ride AND status <> 'CANCELLED')")
        .bind("ride", ride.value())
        .mapTo(Boolean.class)
        .one();
  }

  private static void cancel(Handle handle, RideId ride, Instant now) {
    PostgresOfferBook book = new PostgresOfferBook(handle);
    book.clear(ride, now).ifPresent(offer -> RideEvents.withdrawn(handle, offer, now));
    Optional<RiderId> rider =
        handle
            .createQuery("SELECT rider_id FROM rides WHERE id = :id AND rider_id IS NOT NULL")
            .bind("id", ride.value())
            .mapTo(String.class)
            .findOne()
            .map(RiderId::new);
    rider.ifPresentOrElse(
        id -> {
          book.cancel(ride, id, now);
          RideEvents.write(handle, ride, "ride.cancelled", id, Optional.empty(), now);
        },
        () ->
            handle
                .createUpdate("UPDATE rides SET status = 'CANCELLED' WHERE id = :id")
                .bind("id", ride.value())
                .execute());
  }

  /**
   * Takes back the offer that a rider holds, if any, since he goes; part of the caller's
   * transaction.
   */
  public static void withdrawOpenOffer(Handle handle, RiderId rider, Instant now) {
    new PostgresOfferBook(handle)
        .clear(rider, now)
        .ifPresent(offer -> RideEvents.withdrawn(handle, offer, now));
  }

  @FunctionalInterface
  private interface Decision {
    RideOutcome in(Handle handle);
  }

  private RideOutcome decide(Decision decision) {
    RideOutcome outcome = database.inTransaction(decision::in);
    if (outcome instanceof RideOutcome.Done) {
      afterCommit.run();
    }
    return outcome;
  }

  private static RideOutcome accept(
      Handle handle, RideId ride, RiderId rider, FencingToken token, Instant now) {
    Map<OrderId, OrderStatus> orders = OrderStore.ofRide(handle, ride);
    return switch (new PostgresOfferBook(handle).accept(ride, rider, token, now)) {
      case AcceptOutcome.Accepted accepted -> {
        Cause cause = Cause.rider(rider.value(), now);
        orders.keySet().forEach(order -> assign(handle, order, rider, cause));
        RideEvents.write(handle, ride, "ride.accepted", rider, Optional.of(token), now);
        yield moved(handle, ride, rider, orders.keySet());
      }
      case AcceptOutcome.AlreadyAccepted again -> done(handle, ride, rider);
      case AcceptOutcome.Stale stale -> new RideOutcome.Stale(stale.reason());
    };
  }

  private static RideOutcome decline(
      Handle handle, RideId ride, RiderId rider, FencingToken token, Instant now) {
    return switch (new PostgresOfferBook(handle).decline(ride, rider, token, now)) {
      case DeclineOutcome.Declined declined -> {
        RideEvents.write(handle, ride, "ride.declined", rider, Optional.of(token), now);
        yield done(handle, ride, rider);
      }
      case DeclineOutcome.AlreadyDeclined again -> done(handle, ride, rider);
      case DeclineOutcome.Stale stale -> new RideOutcome.Stale(stale.reason());
    };
  }

  /** The same within a transaction of the caller's, for a cause that may not be the rider. */
  public static RideOutcome pickUp(Handle handle, RideId ride, RiderId rider, Cause cause) {
    Instant now = cause.at();
    Map<OrderId, OrderStatus> orders = OrderStore.ofRide(handle, ride);
    return switch (stateFor(handle, ride, rider)) {
      case "ACCEPTED" -> {
        handle
            .createUpdate("UPDATE rides SET status = 'PICKED_UP' WHERE id = :id")
            .bind("id", ride.value())
            .execute();
        orders.forEach((order, status) -> pickUp(handle, order, status, cause));
        RideEvents.write(handle, ride, "ride.picked_up", rider, Optional.empty(), now);
        yield moved(handle, ride, rider, orders.keySet());
      }
      case "PICKED_UP", "COMPLETED" -> done(handle, ride, rider);
      case "" -> new RideOutcome.Unknown();
      case String state -> new RideOutcome.WrongState(state);
    };
  }

  /** The same within a transaction of the caller's, for a cause that may not be the rider. */
  public static RideOutcome deliver(Handle handle, RideId ride, RiderId rider, Cause cause) {
    Instant now = cause.at();
    Map<OrderId, OrderStatus> orders = OrderStore.ofRide(handle, ride);
    return switch (stateFor(handle, ride, rider)) {
      case "PICKED_UP" -> {
        new PostgresOfferBook(handle).end(ride, rider, now);
        for (OrderId order : orders.keySet()) {
          OrderTransitions.deliver(handle, order, cause);
        }
        RideEvents.write(handle, ride, "ride.completed", rider, Optional.empty(), now);
        yield moved(handle, ride, rider, orders.keySet());
      }
      case "COMPLETED" -> done(handle, ride, rider);
      case "" -> new RideOutcome.Unknown();
      case String state -> new RideOutcome.WrongState(state);
    };
  }

  /** The same within a transaction of the caller's, for a cause that may not be the rider. */
  public static RideOutcome release(Handle handle, RideId ride, RiderId rider, Cause cause) {
    Instant now = cause.at();
    Map<OrderId, OrderStatus> orders = OrderStore.ofRide(handle, ride);
    return switch (stateFor(handle, ride, rider)) {
      case "ACCEPTED" -> {
        new PostgresOfferBook(handle).release(ride, rider, now);
        orders.forEach((order, status) -> OrderTransitions.unassign(handle, order, status, cause));
        RideEvents.write(handle, ride, "ride.released", rider, Optional.empty(), now);
        yield moved(handle, ride, rider, orders.keySet());
      }
      case "" -> new RideOutcome.Unknown();
      case String state -> new RideOutcome.WrongState(state);
    };
  }

  private Cause byHimself(RiderId rider) {
    return Cause.rider(rider.value(), clock.instant());
  }

  /** Where the ride stands for the rider who took it; empty if another or nobody did. */
  private static String stateFor(Handle handle, RideId ride, RiderId rider) {
    return handle
        .createQuery("SELECT status FROM rides WHERE id = :id AND rider_id = :rider FOR UPDATE")
        .bind("id", ride.value())
        .bind("rider", rider.value())
        .mapTo(String.class)
        .findOne()
        .orElse("");
  }

  private static void assign(Handle handle, OrderId order, RiderId rider, Cause cause) {
    if (!OrderTransitions.assign(handle, order, rider.value(), cause)) {
      throw new IllegalStateException(
          "order %s of an offered ride is not CONFIRMED".formatted(order));
    }
    if (OrderStore.isReady(handle, order)) {
      OrderTransitions.move(handle, order, OrderStatus.ASSIGNED, OrderStatus.READY, cause);
    }
  }

  private static void pickUp(Handle handle, OrderId order, OrderStatus status, Cause cause) {
    if (status == OrderStatus.ASSIGNED) {
      OrderTransitions.move(handle, order, OrderStatus.ASSIGNED, OrderStatus.READY, cause);
    }
    OrderTransitions.move(handle, order, OrderStatus.READY, OrderStatus.PICKED_UP, cause);
  }

  /**
   * The ride as it is now that these orders were moved. A bundle that was made while their locks
   * were waited for has more of them, and all of a ride's orders move or none.
   */
  private static RideOutcome moved(Handle handle, RideId ride, RiderId rider, Set<OrderId> orders) {
    RideOutcome outcome = done(handle, ride, rider);
    if (outcome instanceof RideOutcome.Done(RideView view)
        && view.orders().stream().anyMatch(order -> !orders.contains(new OrderId(order.id())))) {
      throw new StaleSnapshotException("ride %s has got more orders".formatted(ride));
    }
    return outcome;
  }

  private static RideOutcome done(Handle handle, RideId ride, RiderId rider) {
    return RideView.find(handle, ride, rider)
        .<RideOutcome>map(RideOutcome.Done::new)
        .orElseGet(RideOutcome.Unknown::new);
  }
}
