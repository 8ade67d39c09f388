package io.dabba.dispatch;

import io.dabba.dispatch.RideState.Proposed;
import io.dabba.dispatch.matching.Assignment;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rides that are to go with another, from the step that wants it until the store has said whether
 * they do. Until then each keeps a search of its own.
 */
final class Bundles {
  private record Proposal(Ride bundle, List<RideId> joined, RiderId rider, Instant at) {}

  private final Searches searches;
  private final Map<RideId, Proposal> byRide = new HashMap<>();

  Bundles(Searches searches) {
    this.searches = searches;
  }

  /** The other rides of the assignment are proposed to the rider with the search. */
  void propose(RideSearch search, Assignment assignment, Instant now) {
    if (assignment.joined().isEmpty()) {
      return;
    }
    RiderId rider = assignment.riderId();
    byRide.put(
        search.id(), new Proposal(bundle(search, assignment), assignment.joined(), rider, now));
    for (RideId joined : assignment.joined()) {
      searches.put(searches.find(joined).orElseThrow().in(new Proposed(rider)));
    }
  }

  /** The ride is held out: with the others, if this is the offer that was wanted. */
  void opened(Offer offer) {
    Proposal proposal = byRide.get(offer.rideId());
    if (proposal == null
        || !offer.riderId().equals(proposal.rider())
        || !offer.openedAt().equals(proposal.at())) {
      apart(offer.rideId(), offer.openedAt());
      return;
    }
    byRide.remove(offer.rideId());
    searches.find(offer.rideId()).ifPresent(search -> searches.put(together(search, proposal)));
    proposal.joined().forEach(searches::remove);
  }

  /**
   * The ride is not held out as was wanted; those that were to go with it are looked at again then.
   * Whether there were any.
   */
  boolean apart(RideId main, Instant then) {
    Proposal proposal = byRide.remove(main);
    if (proposal == null) {
      return false;
    }
    for (RideId ride : proposal.joined()) {
      searches
          .find(ride)
          .filter(search -> search.state().equals(new Proposed(proposal.rider())))
          .ifPresent(search -> searches.put(search.pendingUntil(then)));
    }
    return true;
  }

  /** Who has refused one of the rides has refused the bundle. */
  private RideSearch together(RideSearch search, Proposal proposal) {
    Map<RiderId, Refusal> refusals = new HashMap<>(search.refusals());
    RideSearch joined = search;
    for (RideId ride : proposal.joined()) {
      RideSearch other = searches.find(ride).orElse(search);
      other.refusals().forEach((rider, refusal) -> refusals.merge(rider, refusal, Refusal::later));
      joined = joined.joinedBy(other);
    }
    return joined.of(proposal.bundle()).refusedAll(refusals);
  }

  private Ride bundle(RideSearch search, Assignment assignment) {
    Map<OrderId, RideOrder> orders = new HashMap<>();
    search.ride().orders().forEach(order -> orders.put(order.id(), order));
    for (RideId joined : assignment.joined()) {
      Ride ride = searches.find(joined).orElseThrow().ride();
      ride.orders().forEach(order -> orders.put(order.id(), order));
    }
    return search.ride().with(assignment.stops().stream().map(orders::get).toList());
  }
}
