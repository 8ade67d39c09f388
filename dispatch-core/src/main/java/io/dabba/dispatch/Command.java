package io.dabba.dispatch;

import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link CityDispatcher} is told: facts that are stored already. Each may arrive more than
 * once and late; one that no longer applies changes nothing.
 */
public sealed interface Command {
  /** The rider whose availability this fact changes, if it is about one. */
  default Optional<RiderId> rider() {
    return Optional.empty();
  }

  /** Whether it may leave the rider it is about free for another ride. */
  default boolean freesRider() {
    return false;
  }

  /**
   * Orders are paid for and want one rider.
   *
   * @param rideId the id of the ride that they get if they get one of their own; a new one where
   *     this may be told again after what happened to the ride, so that it never meets one that
   *     goes on
   * @param orders in the order of their delivery; see {@link Ride} for how many
   */
  record OrderConfirmed(RideId rideId, GeoPoint pickup, List<RideOrder> orders) implements Command {
    public OrderConfirmed {
      orders = List.copyOf(orders);
      if (orders.isEmpty() || orders.size() > Ride.MAX_ORDERS) {
        throw new IllegalArgumentException(
            "orders=%d of ride %s is not between 1 and %d"
                .formatted(orders.size(), rideId, Ride.MAX_ORDERS));
      }
    }

    /** One order that wants a rider of its own. */
    public OrderConfirmed(RideId rideId, GeoPoint pickup, RideOrder order) {
      this(rideId, pickup, List.of(order));
    }
  }

  /** The food of an order is ready. */
  record OrderReady(OrderId orderId, Instant readyAt) implements Command {}

  /**
   * An order does not want this ride any more: it was cancelled, and the ride with it if it carried
   * no other. Else the ride's open offer was withdrawn.
   */
  record OrderCancelled(OrderId orderId) implements Command {}

  /**
   * The store has left an order out of a ride that it was to create, since it wants none any more:
   * it is cancelled, or has a ride.
   */
  record OrderLeftOut(RideId rideId, OrderId orderId) implements Command {}

  /** The store has ended a ride without a rider. */
  record RideFailed(RideId rideId, Effect.FailureReason reason) implements Command {}

  /** The store has opened a proposed offer. */
  record OfferOpened(Offer offer) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(offer.riderId());
    }
  }

  /** The store has refused a proposed offer. */
  record OfferRefused(RideId rideId, RiderId riderId, OfferOutcome.Reason reason)
      implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }
  }

  /** The rider took the ride. */
  record OfferAccepted(RideId rideId, RiderId riderId, FencingToken token) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }
  }

  /** The rider does not want the ride. */
  record OfferDeclined(RideId rideId, RiderId riderId, FencingToken token) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }

    @Override
    public boolean freesRider() {
      return true;
    }
  }

  /** The rider did not answer in time. */
  record OfferExpired(RideId rideId, RiderId riderId, FencingToken token) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }

    @Override
    public boolean freesRider() {
      return true;
    }
  }

  /** The offer was taken back: the rider went off shift or silent, or the ride's orders changed. */
  record OfferWithdrawn(RideId rideId, RiderId riderId, FencingToken token) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }

    @Override
    public boolean freesRider() {
      return true;
    }
  }

  /**
   * A rider who had accepted dropped out; the ride wants another.
   *
   * @param refusals who did not take or keep it, him included
   */
  record RideReleased(Ride ride, RiderId riderId, Map<RiderId, Refusal> refusals)
      implements Command {
    public RideReleased {
      refusals = Map.copyOf(refusals);
    }

    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }

    @Override
    public boolean freesRider() {
      return true;
    }
  }

  /** The ride is over, or gone for a reason that the store knows. */
  record RideEnded(RideId rideId, Optional<RiderId> riderId) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return riderId;
    }

    @Override
    public boolean freesRider() {
      return true;
    }
  }

  /** A rider came on or went off shift; an offer that he held is withdrawn in the latter case. */
  record ShiftChanged(RiderId riderId) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }

    @Override
    public boolean freesRider() {
      return true;
    }
  }

  /**
   * The positions of the riders were lost; until they are heard of again, nothing counts against a
   * search.
   *
   * @param warmAt when every rider who is on shift has been heard of again
   */
  record PositionsForgotten(Instant warmAt) implements Command {}
}
