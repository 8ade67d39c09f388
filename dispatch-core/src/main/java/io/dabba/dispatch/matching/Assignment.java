package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;

/** A matcher's choice: this ride goes to this rider. */
public record Assignment(RideId rideId, RiderId riderId) {}
