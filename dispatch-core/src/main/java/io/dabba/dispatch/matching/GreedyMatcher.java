package io.dabba.dispatch.matching;

import io.dabba.geo.RiderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each ride, the one due longest first, the cheapest rider that is free and left; ties go to
 * the smaller rider id. O(total candidates). Stateless.
 */
public final class GreedyMatcher implements Matcher {
  private static final Comparator<Candidate> CHEAPEST =
      Comparator.comparingDouble(Candidate::cost).thenComparing(c -> c.riderId().value());

  /** A greedy matcher. */
  public GreedyMatcher() {}

  @Override
  public Matching match(Window window) {
    Set<RiderId> taken = new HashSet<>();
    List<Assignment> assignments = new ArrayList<>();
    for (RideCandidates ride : window.rides()) {
      ride.candidates().stream()
          .filter(c -> !taken.contains(c.riderId()) && c.cost() < Double.POSITIVE_INFINITY)
          .filter(c -> isFree(c, window))
          .min(CHEAPEST)
          .ifPresent(best -> {
            taken.add(best.riderId());
            assignments.add(new Assignment(ride.rideId(), best.riderId()));
          });
    }
    return Matching.of(assignments);
  }

  private static boolean isFree(Candidate candidate, Window window) {
    RiderOutlook rider = window.riders().get(candidate.riderId());
    return rider != null && rider.isFree(window.now());
  }
}
