package io.dabba.dispatch.matching;

import java.util.List;

/**
 * Makes a plan cheaper by moves that each help: a ride or a trip goes elsewhere, two riders
 * exchange a trip or all that follows one. Ends where no move helps, or when the budget of trips
 * tried is spent; whatever it has reached by then is a valid plan.
 */
final class Improvement {
  private static final double HELPS = 1e-6;

  private final Routes routes;
  private final Problem problem;
  private final Bundler bundler;
  private final int maxTrips;
  private final long budget;

  Improvement(Routes routes, Bundler bundler) {
    this.routes = routes;
    this.problem = routes.problem;
    this.bundler = bundler;
    this.maxTrips = problem.window.planning().maxTrips();
    this.budget = (long) routes.costs.tried() + problem.window.iterations();
  }

  void run() {
    boolean improved = true;
    while (improved && !isSpent()) {
      improved = relocate();
      improved |= exchange();
    }
  }

  private boolean isSpent() {
    return routes.costs.tried() >= budget;
  }

  private boolean relocate() {
    boolean improved = false;
    for (int rider : routes.busy()) {
      for (int trip = 0; trip < routes.of(rider).length && !isSpent(); trip++) {
        if (relocateTrip(rider, trip) || relocateRide(rider, trip)) {
          improved = true;
          trip--;
        }
      }
    }
    return improved;
  }

  private boolean relocateTrip(int rider, int trip) {
    int[][] trips = routes.of(rider);
    return moves(rider, trips[trip], Routes.without(trips, trip));
  }

  private boolean relocateRide(int rider, int trip) {
    int[] rides = routes.of(rider)[trip];
    for (int at = 0; rides.length > 1 && at < rides.length; at++) {
      int[] rest = without(rides, at);
      if (moves(rider, new int[] {rides[at]}, Routes.changed(routes.of(rider), trip, rest))) {
        return true;
      }
    }
    return false;
  }

  /** Takes the rides out of a rider's route, and puts them in elsewhere if that is cheaper. */
  private boolean moves(int rider, int[] block, int[][] rest) {
    int[][] before = routes.of(rider);
    double costBefore = routes.costOf(rider);
    double restCost = routes.costs.of(rider, rest);
    if (restCost == RouteCosts.FORBIDDEN) {
      return false;
    }
    routes.replace(rider, rest, restCost);
    if (bundler.insert(block, costBefore - restCost - HELPS)) {
      return true;
    }
    routes.replace(rider, before, costBefore);
    return false;
  }

  private boolean exchange() {
    boolean improved = false;
    List<Integer> busy = routes.busy();
    for (int rider : busy) {
      for (int trip = 0; trip < routes.of(rider).length && !isSpent(); trip++) {
        int[] rides = routes.of(rider)[trip];
        for (int other : problem.candidates[rides[0]]) {
          if (other != rider && trip < routes.of(rider).length && exchange(rider, trip, other)) {
            improved = true;
          }
        }
      }
    }
    return improved;
  }

  private boolean exchange(int rider, int trip, int other) {
    boolean improved = false;
    for (int at = 0; at <= routes.of(other).length && trip < routes.of(rider).length; at++) {
      improved |= exchangeTails(rider, trip, other, at) || exchangeTrips(rider, trip, other, at);
    }
    return improved;
  }

  private boolean exchangeTails(int rider, int trip, int other, int at) {
    int[][] mine = routes.of(rider);
    int[][] others = routes.of(other);
    return replaced(
        rider, Routes.joined(mine, trip, others, at), other, Routes.joined(others, at, mine, trip));
  }

  private boolean exchangeTrips(int rider, int trip, int other, int at) {
    int[][] mine = routes.of(rider);
    int[][] others = routes.of(other);
    return at < others.length
        && replaced(
            rider,
            Routes.changed(mine, trip, others[at]),
            other,
            Routes.changed(others, at, mine[trip]));
  }

  private boolean replaced(int rider, int[][] trips, int other, int[][] otherTrips) {
    if (trips.length > maxTrips
        || otherTrips.length > maxTrips
        || !fits(rider, trips)
        || !fits(other, otherTrips)) {
      return false;
    }
    double before = routes.costOf(rider) + routes.costOf(other);
    double cost = routes.costs.of(rider, trips);
    if (!(cost < before)) {
      return false;
    }
    double otherCost = routes.costs.of(other, otherTrips);
    if (!(cost + otherCost < before - HELPS)) {
      return false;
    }
    routes.replace(rider, trips, cost);
    routes.replace(other, otherTrips, otherCost);
    return true;
  }

  private boolean fits(int rider, int[][] trips) {
    for (int[] rides : trips) {
      boolean tooMany = rides.length > 1 && routes.orderCount(rides) > problem.capacity[rider];
      if (tooMany || !routes.mayCarry(rider, rides)) {
        return false;
      }
    }
    return true;
  }

  private static int[] without(int[] rides, int at) {
    int[] rest = new int[rides.length - 1];
    System.arraycopy(rides, 0, rest, 0, at);
    System.arraycopy(rides, at + 1, rest, at, rest.length - at);
    return rest;
  }
}
