package io.dabba.dispatch.ride;

import static io.dabba.dispatch.ride.RideStatus.ACCEPTED;
import static io.dabba.dispatch.ride.RideStatus.CANCELLED;
import static io.dabba.dispatch.ride.RideStatus.COMPLETED;
import static io.dabba.dispatch.ride.RideStatus.FAILED;
import static io.dabba.dispatch.ride.RideStatus.JOINED;
import static io.dabba.dispatch.ride.RideStatus.OFFERED;
import static io.dabba.dispatch.ride.RideStatus.PENDING;
import static io.dabba.dispatch.ride.RideStatus.PICKED_UP;

import io.dabba.dispatch.lifecycle.Lifecycle;

/** The life of a ride, as one table. */
public final class RideLifecycle {
  /** Every transition a ride may make. */
  public static final Lifecycle<RideStatus> TABLE =
      Lifecycle.of(RideStatus.class)
          .allow(PENDING, OFFERED, "offer opened")
          .allow(PENDING, CANCELLED, "orders cancelled")
          .allow(PENDING, FAILED, "no rider found")
          .allow(PENDING, JOINED, "orders join another ride")
          .allow(OFFERED, ACCEPTED, "rider accepts")
          .allow(OFFERED, PENDING, "declined, expired or withdrawn")
          .allow(OFFERED, CANCELLED, "orders cancelled")
          .allow(ACCEPTED, PICKED_UP, "rider leaves with the food")
          .allow(ACCEPTED, PENDING, "rider drops out")
          .allow(ACCEPTED, CANCELLED, "orders cancelled by ops")
          .allow(PICKED_UP, COMPLETED, "last order delivered")
          .allow(PICKED_UP, CANCELLED, "orders cancelled by ops")
          .build();

  private RideLifecycle() {}
}
