package io.dabba.dispatch;

import io.dabba.dispatch.Decision.Considered;
import io.dabba.dispatch.Decision.Verdict;
import io.dabba.dispatch.matching.Assignment;
import io.dabba.dispatch.matching.Candidate;
import io.dabba.dispatch.matching.CostModel;
import io.dabba.dispatch.matching.CostModelException;
import io.dabba.dispatch.matching.GreedyMatcher;
import io.dabba.dispatch.matching.Matcher;
import io.dabba.dispatch.matching.Matching;
import io.dabba.dispatch.matching.Prices;
import io.dabba.dispatch.matching.RideCandidates;
import io.dabba.dispatch.matching.RiderOutlook;
import io.dabba.dispatch.matching.Window;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.Availability;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One window of rides matched together: who is seen, who is chosen, and why. */
final class Round {
  private final Strategy strategy;
  private final CandidateSource riders;
  private final Instant now;
  private final boolean degraded;
  private final Map<RiderId, RiderOutlook> outlooks = new HashMap<>();

  Round(Strategy strategy, CandidateSource riders, Instant now, boolean degraded) {
    this.strategy = strategy;
    this.riders = riders;
    this.now = now;
    this.degraded = degraded;
  }

  private record Seen(RideCandidates ride, double radiusMeters, boolean askedAgain) {}

  /**
   * What becomes of the rides of the window.
   *
   * @param chosen who is asked now, by the first ride of each trip
   * @param decisions of the rides that need one now, in the order of the window; a ride that goes
   *     with another has none of its own
   * @param waits until when the others wait that have a rider in view
   */
  record Outcome(
      Map<RideId, Assignment> chosen,
      List<Decision> decisions,
      Map<RideId, Instant> waits,
      int iterations) {}

  /**
   * Matches the window.
   *
   * @param busy riders who will be free soon
   */
  Outcome decide(List<RideSearch> window, List<RiderOutlook> busy, int iterations) {
    try {
      return decide(window, busy, iterations, strategy.costs().forWindow());
    } catch (CostModelException e) {
      return decide(window, busy, iterations, e.fallback());
    }
  }

  private Outcome decide(
      List<RideSearch> window, List<RiderOutlook> busy, int iterations, CostModel costs) {
    if (window.isEmpty()) {
      return new Outcome(Map.of(), List.of(), Map.of(), 0);
    }
    Prices prices = new Prices(now, strategy.travelTimes(), costs, strategy.policy().planning());
    List<Seen> seen = window.stream().map(search -> look(search, busy, prices)).toList();
    List<RideCandidates> rides = seen.stream().map(Seen::ride).toList();
    Matching matching = match(rides, costs, iterations);
    Map<RideId, Assignment> chosen = valid(matching.assignments(), rides);
    Set<RideId> joined = new HashSet<>();
    Set<RiderId> taken = new HashSet<>();
    for (Assignment assignment : chosen.values()) {
      joined.addAll(assignment.joined());
      taken.add(assignment.riderId());
    }
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      RideSearch search = window.get(i);
      Assignment assignment = chosen.get(search.id());
      boolean waits = assignment == null && matching.waits().containsKey(search.id());
      if (!waits && !joined.contains(search.id())) {
        RiderId rider = assignment == null ? null : assignment.riderId();
        decisions.add(decision(search, seen.get(i), rider, taken));
      }
    }
    return new Outcome(chosen, decisions, matching.waits(), matching.iterations());
  }

  private Matching match(List<RideCandidates> rides, CostModel costs, int iterations) {
    Matcher matcher = degraded ? new GreedyMatcher() : strategy.matcher();
    Map<RiderId, RiderOutlook> seen = new HashMap<>();
    for (RideCandidates ride : rides) {
      for (Candidate candidate : ride.candidates()) {
        seen.computeIfAbsent(candidate.riderId(), outlooks::get);
      }
    }
    return matcher.match(
        new Window(
            now,
            rides,
            seen,
            strategy.travelTimes(),
            costs,
            strategy.policy().planning(),
            iterations));
  }

  /**
   * A matcher may be wrong: who is no candidate of the rides, is not free, or is chosen already, is
   * not asked; nor is anybody for a ride that goes with another.
   */
  private Map<RideId, Assignment> valid(List<Assignment> assignments, List<RideCandidates> rides) {
    Map<RideId, RideCandidates> byId = new HashMap<>();
    rides.forEach(ride -> byId.put(ride.rideId(), ride));
    Map<RideId, Assignment> chosen = new LinkedHashMap<>();
    Set<RideId> used = new HashSet<>();
    Set<RiderId> taken = new HashSet<>();
    for (Assignment assignment : assignments) {
      List<RideId> together = new ArrayList<>(assignment.joined());
      together.addFirst(assignment.rideId());
      RiderOutlook rider = outlooks.get(assignment.riderId());
      boolean may =
          rider != null
              && rider.isFree(now)
              && together.stream().noneMatch(used::contains)
              && together.stream().allMatch(ride -> isCandidate(byId.get(ride), rider.riderId()))
              && isBundle(together.stream().map(byId::get).toList(), assignment);
      if (may && taken.add(assignment.riderId())) {
        used.addAll(together);
        chosen.put(assignment.rideId(), assignment);
      }
    }
    return chosen;
  }

  /** All orders, each once, from one pickup; a ride that goes alone has no stops of its own. */
  private static boolean isBundle(List<RideCandidates> rides, Assignment assignment) {
    if (rides.size() == 1) {
      return assignment.stops().isEmpty();
    }
    List<OrderId> orders =
        rides.stream().flatMap(ride -> ride.ride().orders().stream()).map(RideOrder::id).toList();
    return orders.size() <= Ride.MAX_ORDERS
        && orders.size() == assignment.stops().size()
        && new HashSet<>(orders).equals(new HashSet<>(assignment.stops()))
        && rides.stream().map(ride -> ride.ride().pickup()).distinct().count() == 1;
  }

  private static boolean isCandidate(@Nullable RideCandidates ride, RiderId rider) {
    return ride != null && ride.candidates().stream().anyMatch(c -> c.riderId().equals(rider));
  }

  /** Those who refused are looked at again only where nobody else is, as far as one may look. */
  private Seen look(RideSearch search, List<RiderOutlook> busy, Prices prices) {
    DispatchPolicy policy = strategy.policy();
    double radius = radius(search);
    List<RiderOutlook> candidates = candidates(search, radius, AskAgain.NEVER);
    boolean last = !degraded && radius >= policy.maxRadiusMeters();
    boolean mayAskAgain = policy.askAgain() != AskAgain.NEVER && !search.refusals().isEmpty();
    boolean again = last && mayAskAgain && nobodyCan(prices.of(search.ride(), candidates));
    if (again) {
      candidates = candidates(search, radius, policy.askAgain());
    }
    if (!degraded) {
      addSoonFree(candidates, search, radius, busy);
    }
    candidates = withRoom(search, candidates);
    candidates.forEach(rider -> outlooks.put(rider.riderId(), rider));
    return new Seen(prices.of(search.ride(), candidates), radius, again);
  }

  /**
   * Who plans looks at the nearest as far as one may look, and leaves it to costs who is too far.
   */
  private double radius(RideSearch search) {
    DispatchPolicy policy = strategy.policy();
    if (degraded) {
      return policy.radiusMeters();
    }
    return strategy.matcher().looksAhead()
        ? policy.maxRadiusMeters()
        : policy.radiusOf(search.rounds());
  }

  private static boolean nobodyCan(RideCandidates ride) {
    return ride.candidates().stream().noneMatch(c -> c.cost() < Double.POSITIVE_INFINITY);
  }

  /** Whose vehicle is too small is asked only where nobody has a bigger one. */
  private List<RiderOutlook> withRoom(RideSearch search, List<RiderOutlook> candidates) {
    int orders = search.ride().orders().size();
    List<RiderOutlook> fitting =
        candidates.stream()
            .filter(rider -> strategy.policy().planning().capacity().of(rider.vehicle()) >= orders)
            .toList();
    return fitting.isEmpty() ? candidates : fitting;
  }

  private List<RiderOutlook> candidates(RideSearch search, double radiusMeters, AskAgain askAgain) {
    DispatchPolicy policy = strategy.policy();
    NearbyQuery query =
        NearbyQuery.around(search.ride().pickup(), radiusMeters)
            .withLimit(degraded ? policy.overloadCandidates() : policy.candidates())
            .withSeenSince(now.minus(policy.maxPositionAge()))
            .withAvailabilities(Availability.AVAILABLE)
            .withRiders(rider -> search.mayAsk(rider, askAgain) && isOnShift(rider));
    List<RiderOutlook> found = new ArrayList<>();
    riders.nearest(query, now).forEach(rider -> found.add(free(rider)));
    return found;
  }

  private boolean isOnShift(RiderId rider) {
    return riders.profile(rider).shiftEndsAt().filter(end -> !end.isAfter(now)).isEmpty();
  }

  private RiderOutlook free(NearbyRider rider) {
    return new RiderOutlook(
        rider.rider(), rider.point(), now, rider.vehicle(), riders.profile(rider.rider()));
  }

  private void addSoonFree(
      List<RiderOutlook> candidates,
      RideSearch search,
      double radiusMeters,
      List<RiderOutlook> busy) {
    record Near(RiderOutlook rider, double meters) {}
    Set<RiderId> free = new HashSet<>();
    candidates.forEach(rider -> free.add(rider.riderId()));
    busy.stream()
        .filter(rider -> !free.contains(rider.riderId()))
        .map(rider -> new Near(rider, search.ride().pickup().distanceMeters(rider.place())))
        .filter(near -> near.meters() <= radiusMeters)
        .filter(near -> search.mayAsk(near.rider().riderId(), AskAgain.NEVER))
        .sorted(Comparator.comparingDouble(Near::meters))
        .limit(strategy.policy().candidates())
        .forEach(near -> candidates.add(near.rider()));
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
