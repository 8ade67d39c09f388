package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import java.util.List;

/** A ride and the riders that it may be offered to. */
public record RideCandidates(Ride ride, List<Candidate> candidates) {
  public RideCandidates {
    candidates = List.copyOf(candidates);
  }

  /** The id of the ride. */
  public RideId rideId() {
    return ride.id();
  }
}
