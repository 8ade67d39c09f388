package io.dabba.dispatch.ride;

import io.dabba.geo.OpaqueId;

/**
 * The id of a ride; it stays the same over all offers of the ride; see {@link OpaqueId} for what it
 * may hold.
 */
public record RideId(String value) {
  public RideId {
    OpaqueId.require("rideId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
