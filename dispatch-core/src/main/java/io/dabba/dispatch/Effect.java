package io.dabba.dispatch;

import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a {@link CityDispatcher} wants done. All effects of a step are carried out in one
 * transaction, in their order; each is a compare-and-set that does nothing where the stored state
 * says otherwise.
 */
public sealed interface Effect {
  /**
   * Store a new ride with those of its orders that still want one, if any does; answered by a
   * {@link Command.OrderLeftOut} for each other.
   */
  record CreateRide(RideSearch search) implements Effect {}

  /**
   * Store how far the search of a ride has come; answered by {@link Command.RideEnded} where it
   * does not search any more.
   */
  record SaveSearch(RideSearch search) implements Effect {}

  /**
   * Hold the ride out; answered by {@link Command.OfferOpened} or {@link Command.OfferRefused}. A
   * bundle takes the orders of other rides along, all or nothing: where one of these rides is not
   * pending any more, or the orders of all of them are not those of {@code stops}, nothing changes
   * and the offer is refused as {@code RIDE_NOT_PENDING}, though the ride itself is, and beside it
   * is told what became of those that are not. A ride that was joined so is over, and whoever
   * refused it has refused the bundle.
   *
   * @param joined the other rides whose orders the ride takes over; none if it goes alone
   * @param stops all orders then, in the order of their delivery; empty if none were joined
   */
  record OpenOffer(
      RideId rideId, RiderId riderId, Instant expiresAt, List<RideId> joined, List<OrderId> stops)
      implements Effect {
    public OpenOffer {
      joined = List.copyOf(joined);
      stops = List.copyOf(stops);
      if (stops.size() > Ride.MAX_ORDERS) {
        throw new IllegalArgumentException(
            "stops=%d of ride %s is not at most %d"
                .formatted(stops.size(), rideId, Ride.MAX_ORDERS));
      }
      if (Set.copyOf(joined).size() < joined.size() || Set.copyOf(stops).size() < stops.size()) {
        throw new IllegalArgumentException(
            "ride %s is joined by %s with the stops %s, one of them twice"
                .formatted(rideId, joined, stops));
      }
      if (joined.contains(rideId) || joined.isEmpty() != stops.isEmpty()) {
        throw new IllegalArgumentException(
            "ride %s joined by %s with the stops %s".formatted(rideId, joined, stops));
      }
    }

    /** A ride that goes alone. */
    public OpenOffer(RideId rideId, RiderId riderId, Instant expiresAt) {
      this(rideId, riderId, expiresAt, List.of(), List.of());
    }
  }

  /**
   * Close the offer, its time being over; answered by {@link Command.OfferExpired}, or by the
   * answer that came first.
   */
  record ExpireOffer(Offer offer) implements Effect {}

  /**
   * Take the offer back; answered by {@link Command.OfferWithdrawn}, or by the answer that came
   * first.
   */
  record WithdrawOffer(Offer offer) implements Effect {}

  /**
   * End the ride without a rider: its orders are cancelled and their money returned. Answered by
   * {@link Command.RideFailed}, or by nothing if the ride is pending no more.
   */
  record FailRide(RideId rideId, FailureReason reason) implements Effect {}

  /** Why a ride found no rider. */
  enum FailureReason {
    /** Too many rounds found nobody. */
    ROUNDS_OVER,
    /** Nobody accepted in the time that the policy gives. */
    TIME_OVER
  }
}
