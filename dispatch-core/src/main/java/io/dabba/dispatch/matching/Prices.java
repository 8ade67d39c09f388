package io.dabba.dispatch.matching;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.ride.Ride;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what it would cost riders to make a trip with one ride next. Thread-safe. */
public record Prices(Instant now, TravelTimes travelTimes, CostModel costs, Planning planning) {
  /** The riders as candidates of the ride, in their order. O(riders x orders of the ride). */
  public RideCandidates of(Ride ride, List<RiderOutlook> riders) {
    RideCandidates unpriced =
        new RideCandidates(ride, riders.stream().map(rider -> candidate(ride, rider)).toList());
    Window window =
        new Window(
            now,
            List.of(unpriced),
            riders.stream().collect(Collectors.toMap(RiderOutlook::riderId, Function.identity())),
            travelTimes,
            costs,
            planning,
            0);
    return new RideCandidates(ride, priced(unpriced.candidates(), new Problem(window)));
  }

  private static List<Candidate> priced(List<Candidate> candidates, Problem problem) {
    RouteCosts routes = new RouteCosts(problem);
    List<Candidate> priced = new ArrayList<>();
    for (Candidate c : candidates) {
      double cost = routes.of(problem.numberOf(c.riderId()), new int[][] {{0}});
      priced.add(new Candidate(c.riderId(), c.pickupEta(), c.acceptanceRate(), cost));
    }
    return priced;
  }

  private Candidate candidate(Ride ride, RiderOutlook rider) {
    Duration way = travelTimes.between(rider.place(), ride.pickup(), rider.vehicle());
    Duration busy = rider.isFree(now) ? Duration.ZERO : Duration.between(now, rider.freeAt());
    return new Candidate(
        rider.riderId(), busy.plus(way), rider.profile().acceptanceRate(), Double.NaN);
  }
}
