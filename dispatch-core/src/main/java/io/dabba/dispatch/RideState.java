package io.dabba.dispatch;

import io.dabba.dispatch.offer.Offer;
import io.dabba.geo.RiderId;

/** Where a ride without a rider stands in its search for one. */
public sealed interface RideState {
  /** Nobody is asked. */
  record Pending() implements RideState {}

  /**
   * The dispatcher has decided to ask a rider and the store has not yet said whether that was
   * possible; never stored.
   */
  record Proposed(RiderId riderId) implements RideState {}

  /** Held out to a rider. */
  record Offered(Offer offer) implements RideState {}
}
