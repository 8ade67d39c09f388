package io.dabba.dispatch.matching;

import io.dabba.geo.RiderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each ride, the one due longest first, the cheapest rider that is left; ties go to the
 * smaller rider id. O(total candidates). Stateless.
 */
public final class GreedyMatcher implements Matcher {
  private static final Comparator<Candidate> CHEAPEST =
      Comparator.comparingDouble(Candidate::cost).thenComparing(c -> c.riderId().value());

  /** A greedy matcher. */
  public GreedyMatcher() {}

  @Override
  public List<Assignment> match(List<RideCandidates> window) {
    Set<RiderId> taken = new HashSet<>();
    List<Assignment> assignments = new ArrayList<>();
    for (RideCandidates ride : window) {
      ride.candidates().stream()
          .filter(c -> !taken.contains(c.riderId()))
          .min(CHEAPEST)
          .ifPresent(best -> {
            taken.add(best.riderId());
            assignments.add(new Assignment(ride.rideId(), best.riderId()));
          });
    }
    return assignments;
  }
}
