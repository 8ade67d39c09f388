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
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link CityDispatcher} is told: facts that are stored already. Each may arrive more than
 * once and late; one that no longer applies changes nothing.
 */
public sealed interface Command {
  /** The rider whose availability this fact changes, if it is about one. */
  default Optional<RiderId> rider() {
    return Optional.empty();
  }

  /**
   * An order is paid for and wants a rider.
   *
   * @param rideId the id of the ride that the order gets if it gets one of its own; a new one each
   *     time this is told, so that a repetition never meets a ride that goes on
   */
  record OrderConfirmed(RideId rideId, GeoPoint pickup, RideOrder order) implements Command {}

  /** The food of an order is ready. */
  record OrderReady(OrderId orderId, Instant readyAt) implements Command {}

  /** An order was cancelled, and its ride with it if it carried no other. */
  record OrderCancelled(OrderId orderId) implements Command {}

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
  }

  /** The rider did not answer in time. */
  record OfferExpired(RideId rideId, RiderId riderId, FencingToken token) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }
  }

  /** The offer was taken back because the rider went off shift. */
  record OfferWithdrawn(RideId rideId, RiderId riderId, FencingToken token) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }
  }

  /**
   * A rider who had accepted dropped out; the ride wants another.
   *
   * @param declinedBy who is not asked again, him included
   */
  record RideReleased(Ride ride, RiderId riderId, Set<RiderId> declinedBy) implements Command {
    public RideReleased {
      declinedBy = Set.copyOf(declinedBy);
    }

    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }
  }

  /** The ride is over, or gone for a reason that the store knows. */
  record RideEnded(RideId rideId, Optional<RiderId> riderId) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return riderId;
    }
  }

  /** A rider came on or went off shift. */
  record ShiftChanged(RiderId riderId) implements Command {
    @Override
    public Optional<RiderId> rider() {
      return Optional.of(riderId);
    }
  }
}
