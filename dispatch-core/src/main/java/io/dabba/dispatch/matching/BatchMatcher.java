package io.dabba.dispatch.matching;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Plans all rides of the window together, and decides only what cannot wait: a trip is offered when
 * its rider is free and must leave, all else is planned anew the next time.
 *
 * <p>The plan begins with the cheapest assignment of one ride to each rider, exactly ({@link
 * AssignmentSolver}), riders who will be free soon included. The rides that are left go where they
 * cost least: along with one from the same pickup, or after it ({@link Bundler}). Then moves that
 * help are made until none does or the window's iterations are spent ({@link Improvement}). Routes
 * of several trips say which riders will be short; of each only the first trip is ever offered.
 *
 * <p>The setting is that of Reyes et al. 2018, <em>The Meal Delivery Routing Problem</em>; where
 * they commit at fixed times and by classes of urgency, this commits each trip as late as it can.
 * Stateless.
 */
public final class BatchMatcher implements Matcher {
  /** By how much later a ride is thought to begin that finds no rider now. */
  private static final double DEFERRED_SECONDS = 20 * 60;

  /** A ride that follows another has no moment of its own: what frees its rider is a fact. */
  private static final double LATER_TRIP_SECONDS = 10;

  /** What it costs if a ride could not be made at all later. */
  private static final double LOST = 10_000;

  /** A batch matcher. */
  public BatchMatcher() {}

  @Override
  public boolean looksAhead() {
    return true;
  }

  @Override
  public Matching match(Window window) {
    return decide(plan(window));
  }

  static Routes plan(Window window) {
    Problem problem = new Problem(window);
    Routes routes = new Routes(problem);
    Bundler bundler = new Bundler(routes);
    boolean[] planned = assignOneEach(routes);
    insertOthers(bundler, problem, planned);
    Improvement improvement = new Improvement(routes, bundler);
    improvement.run();
    if (new Rebuilding(routes, bundler, improvement).run()) {
      improvement.run();
    }
    return routes;
  }

  private static boolean[] assignOneEach(Routes routes) {
    Problem problem = routes.problem;
    boolean[] planned = new boolean[problem.rideCount()];
    SparseCosts.Builder arcs =
        SparseCosts.builder(
            problem.rideCount(), problem.riderCount(), problem.window.planning().unserved());
    for (int ride = 0; ride < problem.rideCount(); ride++) {
      int nearest = addArcs(routes, ride, arcs);
      if (nearest >= 0) {
        arcs.unassigned(ride, deferred(routes, ride, nearest));
      }
    }
    MinCostAssignment cheapest = new AssignmentSolver().solve(arcs.build());
    for (int ride = 0; ride < planned.length; ride++) {
      int rider = cheapest.columnOf(ride);
      if (rider != MinCostAssignment.UNASSIGNED) {
        planned[ride] = true;
        routes.replace(rider, new int[][] {{ride}}, alone(routes, ride, rider));
      }
    }
    return planned;
  }

  /** Returns the cheapest rider, or -1. */
  private static int addArcs(Routes routes, int ride, SparseCosts.Builder arcs) {
    int cheapest = -1;
    double least = RouteCosts.FORBIDDEN;
    for (int rider : routes.problem.candidates[ride]) {
      double cost = alone(routes, ride, rider);
      if (cost < RouteCosts.FORBIDDEN) {
        arcs.add(ride, rider, cost);
      }
      if (cost < least) {
        least = cost;
        cheapest = rider;
      }
    }
    return cheapest;
  }

  /**
   * What it costs if the ride is left for later, beside what it costs in any case: so that of the
   * rides that find no rider now those wait for whom it matters least.
   */
  private static double deferred(Routes routes, int ride, int rider) {
    double delay = routes.costs.ofDelay(rider, new int[][] {{ride}}, DEFERRED_SECONDS);
    double loss = delay < RouteCosts.FORBIDDEN ? delay : LOST;
    return alone(routes, ride, rider) + routes.problem.window.planning().unserved() + loss;
  }

  private static double alone(Routes routes, int ride, int rider) {
    return routes.costs.of(rider, new int[][] {{ride}});
  }

  private static void insertOthers(Bundler bundler, Problem problem, boolean[] planned) {
    IntStream.range(0, planned.length)
        .filter(ride -> !planned[ride])
        .boxed()
        .sorted(Comparator.comparingDouble(ride -> problem.readyAt[ride]))
        .forEach(ride -> bundler.insert(new int[] {ride}, RouteCosts.FORBIDDEN));
  }

  private static Matching decide(Routes routes) {
    Problem problem = routes.problem;
    Window window = problem.window;
    double lead = window.planning().offerLead().toNanos() / 1e9;
    List<Assignment> assignments = new ArrayList<>();
    Map<RideId, Instant> waits = new HashMap<>();
    for (int rider : routes.busy()) {
      int[][] trips = routes.of(rider);
      double decideAt = routes.costs.leaveBy(rider, trips[0]) - lead;
      int first = 0;
      if (problem.freeAt[rider] <= 0 && decideAt <= 0) {
        assignments.add(assignment(problem, rider, trips[0]));
        first = 1;
      }
      for (int trip = first; trip < trips.length; trip++) {
        double lookAt = trip == 0 ? Math.max(decideAt, problem.freeAt[rider]) : LATER_TRIP_SECONDS;
        for (int ride : trips[trip]) {
          waits.put(problem.rides.get(ride).id(), window.now().plus(seconds(lookAt)));
        }
      }
    }
    return new Matching(assignments, waits, routes.costs.tried());
  }

  /** The ride that is due longest takes the others along. */
  private static Assignment assignment(Problem problem, int rider, int[] trip) {
    List<RideId> rides =
        Arrays.stream(trip).sorted().mapToObj(ride -> problem.rides.get(ride).id()).toList();
    List<OrderId> stops =
        rides.size() == 1
            ? List.of()
            : Arrays.stream(trip)
                .boxed()
                .flatMap(ride -> problem.rides.get(ride).orders().stream())
                .map(RideOrder::id)
                .toList();
    List<RideId> joined = rides.subList(1, rides.size());
    return new Assignment(rides.getFirst(), problem.riders.get(rider).riderId(), joined, stops);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.ceil(seconds * 1_000));
  }
}
