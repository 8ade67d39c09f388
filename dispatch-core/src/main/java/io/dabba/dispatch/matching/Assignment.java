package io.dabba.dispatch.matching;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.util.List;

/**
 * A matcher's choice: this ride is offered to this rider now.
 *
 * @param joined other rides of the window whose orders it takes along
 * @param stops the orders of all of them in the order of their delivery; empty if none were joined
 */
public record Assignment(RideId rideId, RiderId riderId, List<RideId> joined, List<OrderId> stops) {
  public Assignment {
    joined = List.copyOf(joined);
    stops = List.copyOf(stops);
  }

  /** A ride that goes alone. */
  public Assignment(RideId rideId, RiderId riderId) {
    this(rideId, riderId, List.of(), List.of());
  }
}
