package io.dabba.dispatch.runtime;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import org.jspecify.annotations.Nullable;

/** An order as {@link InMemoryRides} keeps it. */
final class OrderRow {
  /** With which orders it wants a ride. */
  final RideId wantedAs;

  OrderStatus status = OrderStatus.CONFIRMED;
  boolean ready;
  @Nullable RideId ride;

  OrderRow(RideId wantedAs) {
    this.wantedAs = wantedAs;
  }

  boolean wantsRide() {
    return status == OrderStatus.CONFIRMED && ride == null;
  }
}
