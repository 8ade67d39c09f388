package io.dabba.dispatch;

import io.dabba.dispatch.Decision.Considered;
import io.dabba.dispatch.Decision.Verdict;
import io.dabba.dispatch.matching.Assignment;
import io.dabba.dispatch.matching.Candidate;
import io.dabba.dispatch.matching.GreedyMatcher;
import io.dabba.dispatch.matching.Matcher;
import io.dabba.dispatch.matching.RideCandidates;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.Availability;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One window of rides matched together: who is seen, who is chosen, and why. */
final class Round {
  private final Strategy strategy;
  private final CandidateSource riders;
  private final Instant now;
  private final boolean degraded;

  Round(Strategy strategy, CandidateSource riders, Instant now, boolean degraded) {
    this.strategy = strategy;
    this.riders = riders;
    this.now = now;
    this.degraded = degraded;
  }

  private record Seen(RideCandidates ride, double radiusMeters, boolean askedAgain) {}

  /** A decision for each ride of the window, in its order. */
  List<Decision> decide(List<RideSearch> window) {
    if (window.isEmpty()) {
      return List.of();
    }
    List<Seen> seen = window.stream().map(this::look).toList();
    Map<RideId, RiderId> chosen = choose(seen.stream().map(Seen::ride).toList());
    Set<RiderId> taken = new HashSet<>(chosen.values());
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      RideSearch search = window.get(i);
      decisions.add(decision(search, seen.get(i), chosen.get(search.id()), taken));
    }
    return decisions;
  }

  /**
   * A matcher may be wrong: who is no candidate of the ride, or is chosen already, is not asked.
   */
  private Map<RideId, RiderId> choose(List<RideCandidates> rides) {
    Map<RideId, RideCandidates> byId = new HashMap<>();
    rides.forEach(ride -> byId.put(ride.rideId(), ride));
    Matcher matcher = degraded ? new GreedyMatcher() : strategy.matcher();
    Map<RideId, RiderId> chosen = new HashMap<>();
    Set<RiderId> taken = new HashSet<>();
    for (Assignment assignment : matcher.match(rides)) {
      RideCandidates ride = byId.get(assignment.rideId());
      RiderId rider = assignment.riderId();
      if (ride != null
          && !chosen.containsKey(ride.rideId())
          && ride.candidates().stream().anyMatch(c -> c.riderId().equals(rider))
          && taken.add(rider)) {
        chosen.put(ride.rideId(), rider);
      }
    }
    return chosen;
  }

  /** Those who refused are looked at again only where nobody else is, as far as one may look. */
  private Seen look(RideSearch search) {
    DispatchPolicy policy = strategy.policy();
    double radius = degraded ? policy.radiusMeters() : policy.radiusOf(search.rounds());
    List<Candidate> candidates =
        candidates(search, radius, rider -> search.mayAsk(rider, AskAgain.NEVER));
    boolean last = !degraded && candidates.isEmpty() && radius >= policy.maxRadiusMeters();
    boolean again = last && policy.askAgain() != AskAgain.NEVER && !search.refusals().isEmpty();
    if (again) {
      candidates = candidates(search, radius, rider -> search.mayAsk(rider, policy.askAgain()));
    }
    return new Seen(new RideCandidates(search.id(), candidates), radius, again);
  }

  private List<Candidate> candidates(
      RideSearch search, double radiusMeters, Predicate<RiderId> mayBeAsked) {
    DispatchPolicy policy = strategy.policy();
    NearbyQuery query =
        NearbyQuery.around(search.ride().pickup(), radiusMeters)
            .withLimit(degraded ? policy.overloadCandidates() : policy.candidates())
            .withSeenSince(now.minus(policy.maxPositionAge()))
            .withAvailabilities(Availability.AVAILABLE)
            .withRiders(mayBeAsked);
    return riders.nearest(query, now).stream().map(rider -> candidate(search, rider)).toList();
  }

  private Candidate candidate(RideSearch search, NearbyRider rider) {
    Duration eta =
        strategy.travelTimes().between(rider.point(), search.ride().pickup(), rider.vehicle());
    AcceptanceRate rate = riders.profile(rider.rider()).acceptanceRate();
    return new Candidate(rider.rider(), eta, rate, strategy.costs().cost(eta, rate));
  }

  private Decision decision(
      RideSearch search, Seen seen, @Nullable RiderId chosen, Set<RiderId> taken) {
    List<Candidate> candidates = seen.ride().candidates();
    double cost =
        candidates.stream()
            .filter(candidate -> candidate.riderId().equals(chosen))
            .mapToDouble(Candidate::cost)
            .findFirst()
            .orElse(Double.POSITIVE_INFINITY);
    List<Considered> considered =
        candidates.stream().map(c -> new Considered(c, verdict(c, chosen, cost, taken))).toList();
    AskAgain askAgain = seen.askedAgain() ? strategy.policy().askAgain() : AskAgain.NEVER;
    Set<RiderId> notAsked = new HashSet<>(search.refusals().keySet());
    notAsked.removeIf(rider -> search.mayAsk(rider, askAgain));
    return new Decision(
        search.id(),
        now,
        search.rounds(),
        seen.radiusMeters(),
        degraded,
        seen.askedAgain(),
        notAsked,
        considered,
        Optional.ofNullable(chosen));
  }

  private static Verdict verdict(
      Candidate candidate, @Nullable RiderId chosen, double chosenCost, Set<RiderId> taken) {
    if (candidate.riderId().equals(chosen)) {
      return Verdict.CHOSEN;
    }
    if (candidate.cost() > chosenCost) {
      return Verdict.COSTS_MORE;
    }
    return taken.contains(candidate.riderId()) ? Verdict.TAKEN : Verdict.PASSED_OVER;
  }
}
