package io.dabba.dispatch.ride;

import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rider is offered: one or more orders from one pickup to the last door. Keeps its id over
 * all its offers.
 *
 * @param orders in the order of their delivery; at least one, at most {@value #MAX_ORDERS}
 */
public record Ride(RideId id, CityId cityId, GeoPoint pickup, List<RideOrder> orders) {
  /** The most orders one ride may hold. */
  public static final int MAX_ORDERS = 10;

  public Ride {
    orders = List.copyOf(orders);
    if (orders.isEmpty() || orders.size() > MAX_ORDERS) {
      throw new IllegalArgumentException(
          "orders=%d of ride %s is not between 1 and %d".formatted(orders.size(), id, MAX_ORDERS));
    }
  }

  /** The ride with other orders, in the order of their delivery. */
  public Ride with(List<RideOrder> others) {
    return new Ride(id, cityId, pickup, others);
  }

  /** The ride without an order; empty if it carried no other. */
  public Optional<Ride> without(OrderId order) {
    List<RideOrder> rest = orders.stream().filter(o -> !o.id().equals(order)).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(with(rest));
  }

  /** The ride with the food of an order ready then. */
  public Ride withReady(OrderId order, Instant readyAt) {
    List<RideOrder> changed =
        orders.stream().map(o -> o.id().equals(order) ? o.readyAt(readyAt) : o).toList();
    return with(changed);
  }

  /** When the food of all its orders is ready. */
  public Instant readyAt() {
    return orders.stream().map(RideOrder::readyAt).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** Whether the order is one of this ride. */
  public boolean carries(OrderId order) {
    return orders.stream().anyMatch(o -> o.id().equals(order));
  }
}
