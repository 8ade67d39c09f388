package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideLifecycle;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ride as {@link InMemoryRides} keeps it. */
final class RideRow {
  /** How many decisions of a ride are kept. */
  static final int DECISIONS_KEPT = 20;

  RideSearch search;
  RideStatus status = RideStatus.PENDING;

  /** By which the ride is held out, or was taken. */
  @Nullable Offer offer;

  private final Deque<Decision> decisions = new ArrayDeque<>();

  RideRow(RideSearch search) {
    this.search = search;
  }

  RideId id() {
    return search.id();
  }

  boolean isIn(CityId city) {
    return search.ride().cityId().equals(city);
  }

  boolean searches() {
    return status == RideStatus.PENDING || status == RideStatus.OFFERED;
  }

  boolean isTaken() {
    return status == RideStatus.ACCEPTED || status == RideStatus.PICKED_UP;
  }

  /** With its rider, if it has one. */
  Optional<RideUnderWay> underWay() {
    return offer != null && isTaken()
        ? Optional.of(
            new RideUnderWay(search.ride(), offer.riderId(), status == RideStatus.PICKED_UP))
        : Optional.empty();
  }

  boolean isHeldOutBy(Offer asked) {
    return status == RideStatus.OFFERED && asked.equals(offer);
  }

  /** What the dispatcher is told of an offer that is not open any more. */
  static Command whatCameFirst(@Nullable RideRow row, Offer offer) {
    RideId ride = offer.rideId();
    RiderId rider = offer.riderId();
    if (row == null || RideLifecycle.TABLE.isFinal(row.status)) {
      return new Command.RideEnded(ride, Optional.of(rider));
    }
    if (offer.equals(row.offer)) {
      return new Command.OfferAccepted(ride, rider, offer.token());
    }
    return told(offer, row.search.refusal(rider).map(Refusal::kind).orElse(Refusal.Kind.WITHDRAWN));
  }

  /** What the dispatcher is told of an offer that ended so. */
  static Command told(Offer offer, Refusal.Kind kind) {
    RideId ride = offer.rideId();
    RiderId rider = offer.riderId();
    return switch (kind) {
      case DECLINED -> new Command.OfferDeclined(ride, rider, offer.token());
      case UNANSWERED -> new Command.OfferExpired(ride, rider, offer.token());
      case WITHDRAWN -> new Command.OfferWithdrawn(ride, rider, offer.token());
    };
  }

  void explained(Decision decision) {
    if (decisions.size() == DECISIONS_KEPT) {
      decisions.removeFirst();
    }
    decisions.addLast(decision);
  }

  List<Decision> decisions() {
    return List.copyOf(decisions);
  }
}
