package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.RiderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A ride as it is to be held out, and the pending rides whose orders it takes along.
 *
 * @param ride with all orders
 */
record Bundle(Ride ride, List<RideRow> joined) {
  /** Empty if one of the rides is not pending, or if their orders are other ones. */
  static Optional<Bundle> of(RideRow row, Effect.OpenOffer effect, Map<RideId, RideRow> rides) {
    if (effect.joined().isEmpty()) {
      return Optional.of(new Bundle(row.search.ride(), List.of()));
    }
    List<RideRow> joined = new ArrayList<>();
    Map<OrderId, RideOrder> orders = new HashMap<>();
    row.search.ride().orders().forEach(order -> orders.put(order.id(), order));
    for (RideId id : effect.joined()) {
      RideRow other = rides.get(id);
      if (other == null
          || other.status != RideStatus.PENDING
          || !other.isIn(row.search.ride().cityId())) {
        return Optional.empty();
      }
      joined.add(other);
      other.search.ride().orders().forEach(order -> orders.put(order.id(), order));
    }
    return orders.keySet().equals(Set.copyOf(effect.stops()))
        ? Optional.of(
            new Bundle(
                row.search.ride().with(effect.stops().stream().map(orders::get).toList()), joined))
        : Optional.empty();
  }

  /** Whoever refused one of the rides has refused what they have become. */
  RideSearch search(RideSearch before) {
    RideSearch search = before.of(ride);
    for (RideRow other : joined) {
      Map<RiderId, Refusal> refusals = new HashMap<>(other.search.refusals());
      RideSearch known = search;
      refusals.entrySet().removeIf(e -> known.isPast(e.getKey(), e.getValue().token()));
      search = search.refusedAll(refusals).joinedBy(other.search);
    }
    return search;
  }
}
