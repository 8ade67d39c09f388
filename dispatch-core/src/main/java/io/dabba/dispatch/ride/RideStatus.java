package io.dabba.dispatch.ride;

/** Where a ride stands; {@link RideLifecycle} says what may follow what. */
public enum RideStatus {
  /** Without a rider and without an offer. */
  PENDING,
  /** Held out to one rider. */
  OFFERED,
  /** Taken by a rider, on the way to the pickup. */
  ACCEPTED,
  /** The rider has the food. */
  PICKED_UP,
  /** Every order is delivered. */
  COMPLETED,
  /** Every order was cancelled. */
  CANCELLED,
  /** No rider was found. */
  FAILED,
  /** Its orders go with another ride. */
  JOINED
}
