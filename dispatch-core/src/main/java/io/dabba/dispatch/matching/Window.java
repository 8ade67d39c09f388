package io.dabba.dispatch.matching;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The rides of a city that want a rider now or soon, and the riders who may come.
 *
 * @param rides the one that is due longest first
 * @param riders every candidate of a ride, and nobody else
 * @param iterations how much work may go into improving a plan, in trips that are tried; any plan
 *     is valid, more of them make it better
 */
public record Window(
    Instant now,
    List<RideCandidates> rides,
    Map<RiderId, RiderOutlook> riders,
    TravelTimes travelTimes,
    CostModel costs,
    Planning planning,
    int iterations) {
  public Window {
    rides = List.copyOf(rides);
    riders = Map.copyOf(riders);
    for (RideCandidates ride : rides) {
      for (Candidate candidate : ride.candidates()) {
        if (!riders.containsKey(candidate.riderId())) {
          throw new IllegalArgumentException(
              "riderId=%s is a candidate of ride %s and not among the riders"
                  .formatted(candidate.riderId(), ride.rideId()));
        }
      }
    }
  }
}
