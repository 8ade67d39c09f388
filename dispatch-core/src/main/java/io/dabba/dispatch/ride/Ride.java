package io.dabba.dispatch.ride;

import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.util.List;

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

  /** Whether the order is one of this ride. */
  public boolean carries(OrderId order) {
    return orders.stream().anyMatch(o -> o.id().equals(order));
  }
}
