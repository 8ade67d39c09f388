package io.dabba.dispatch.matching;

import java.util.ArrayList;
import java.util.List;

/** What plans cost: the matcher's, and by trying all the best there is. */
final class PlanCost {
  private final Routes routes;
  private final Problem problem;
  private double best = Double.POSITIVE_INFINITY;

  private PlanCost(Window window) {
    this.problem = new Problem(window);
    this.routes = new Routes(problem);
  }

  /** The cost of the matcher's plan; a ride that is not in it costs what an unserved one does. */
  static double of(Window window) {
    Routes plan = BatchMatcher.plan(window);
    double cost = 0;
    int planned = 0;
    for (int rider : plan.busy()) {
      cost += plan.costOf(rider);
      for (int[] trip : plan.of(rider)) {
        planned += trip.length;
      }
    }
    return cost + 1_000 * (plan.problem.rideCount() - planned);
  }

  /** The least cost of all plans, in exponential time. */
  static double best(Window window) {
    PlanCost all = new PlanCost(window);
    List<List<int[]>> empty = new ArrayList<>();
    for (int rider = 0; rider < all.problem.riderCount(); rider++) {
      empty.add(List.of());
    }
    all.place(0, empty, 0);
    return all.best;
  }

  private void place(int ride, List<List<int[]>> plan, int unserved) {
    if (ride == problem.rideCount()) {
      best = Math.min(best, 1_000 * unserved + cost(plan));
      return;
    }
    place(ride + 1, plan, unserved + 1);
    for (int rider : problem.candidates[ride]) {
      List<int[]> trips = plan.get(rider);
      for (int at = 0; at < trips.size(); at++) {
        int[] trip = trips.get(at);
        if (problem.pickup[trip[0]] == problem.pickup[ride]
            && trip.length < problem.capacity[rider]) {
          for (int stop = 0; stop <= trip.length; stop++) {
            List<int[]> changed = new ArrayList<>(trips);
            changed.set(at, Routes.concat(trip, stop, new int[] {ride}));
            place(ride + 1, with(plan, rider, changed), unserved);
          }
        }
      }
      for (int at = 0; at <= trips.size() && trips.size() < 3; at++) {
        List<int[]> changed = new ArrayList<>(trips);
        changed.add(at, new int[] {ride});
        place(ride + 1, with(plan, rider, changed), unserved);
      }
    }
  }

  private double cost(List<List<int[]>> plan) {
    double cost = 0;
    for (int rider = 0; rider < plan.size(); rider++) {
      cost += routes.costs.of(rider, plan.get(rider).toArray(new int[0][]));
    }
    return cost;
  }

  private static List<List<int[]>> with(List<List<int[]>> plan, int rider, List<int[]> trips) {
    List<List<int[]>> changed = new ArrayList<>(plan);
    changed.set(rider, trips);
    return changed;
  }
}
