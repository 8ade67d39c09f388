package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.RideId;
import java.util.List;

/** The riders that a ride may be offered to. */
public record RideCandidates(RideId rideId, List<Candidate> candidates) {
  public RideCandidates {
    candidates = List.copyOf(candidates);
  }
}
