package io.dabba.dispatch;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rides of a city that have no rider yet, by ride and by order; O(orders of a ride) a call. */
final class Searches {
  private final Map<RideId, RideSearch> byRide = new LinkedHashMap<>();
  private final Map<OrderId, RideId> rideOfOrder = new HashMap<>();

  Optional<RideSearch> find(RideId ride) {
    return Optional.ofNullable(byRide.get(ride));
  }

  Optional<RideSearch> find(OrderId order) {
    return Optional.ofNullable(rideOfOrder.get(order)).map(byRide::get);
  }

  void put(RideSearch search) {
    RideSearch before = byRide.put(search.id(), search);
    if (before == null || !before.ride().equals(search.ride())) {
      forgetOrders(before);
      for (RideOrder order : search.ride().orders()) {
        rideOfOrder.put(order.id(), search.id());
      }
    }
  }

  void remove(RideId ride) {
    forgetOrders(byRide.remove(ride));
  }

  /** All, as they are now and will become; in the order of their first {@link #put}. */
  Collection<RideSearch> all() {
    return Collections.unmodifiableCollection(byRide.values());
  }

  /** All as they are now, for a caller who changes them. */
  List<RideSearch> snapshot() {
    return List.copyOf(byRide.values());
  }

  private void forgetOrders(@Nullable RideSearch search) {
    if (search != null) {
      search.ride().orders().forEach(order -> rideOfOrder.remove(order.id(), search.id()));
    }
  }
}
