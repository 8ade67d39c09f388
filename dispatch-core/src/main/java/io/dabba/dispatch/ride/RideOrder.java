package io.dabba.dispatch.ride;

import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.GeoPoint;
import java.time.Instant;

/**
 * One order of a ride, as far as a rider needs it.
 *
 * @param placedAt when the customer ordered it
 * @param readyAt when the food is, or is expected to be, ready
 */
public record RideOrder(OrderId id, GeoPoint dropoff, Instant placedAt, Instant readyAt) {
  /** The order with its food ready then. */
  public RideOrder readyAt(Instant then) {
    return new RideOrder(id, dropoff, placedAt, then);
  }
}
