package io.dabba.dispatch.matching;

/**
 * Finds the cheapest place for rides in a plan: a trip of their own, anywhere in the route of a
 * rider who may carry them, or a place in a trip from the same pickup, as far as capacity, the
 * delay of the other orders and freshness (both by cost and by {@link Planning}) allow.
 * O(candidates of the rides x places in their routes).
 */
final class Bundler {
  private final Routes routes;
  private final Problem problem;
  private final int maxTrips;

  private int bestRider;
  private int[][] bestTrips = {};
  private double bestCost;
  private double bestIncrease;

  Bundler(Routes routes) {
    this.routes = routes;
    this.problem = routes.problem;
    this.maxTrips = problem.window.planning().maxTrips();
  }

  /**
   * Puts the rides, all of one pickup, where they cost least, if that adds less than the limit;
   * whether it did.
   */
  boolean insert(int[] block, double limit) {
    bestIncrease = limit;
    bestRider = -1;
    int orders = routes.orderCount(block);
    for (int rider : problem.candidates[block[0]]) {
      if (fits(block, orders, rider) && routes.mayCarry(rider, block)) {
        tryRider(rider, block, orders);
      }
    }
    if (bestRider < 0) {
      return false;
    }
    routes.replace(bestRider, bestTrips, bestCost);
    return true;
  }

  /** A ride that came with many orders goes as it is. */
  private boolean fits(int[] block, int orders, int rider) {
    return block.length == 1 || orders <= problem.capacity[rider];
  }

  private void tryRider(int rider, int[] block, int orders) {
    int[][] trips = routes.of(rider);
    int from = problem.pickup[block[0]];
    for (int trip = 0; trip < trips.length; trip++) {
      int[] rides = trips[trip];
      if (problem.pickup[rides[0]] == from
          && routes.orderCount(rides) + orders <= problem.capacity[rider]) {
        for (int at = 0; at <= rides.length; at++) {
          consider(rider, Routes.changed(trips, trip, Routes.concat(rides, at, block)));
        }
      }
    }
    if (trips.length < maxTrips) {
      for (int at = 0; at <= trips.length; at++) {
        consider(rider, Routes.with(trips, at, block));
      }
    }
  }

  private void consider(int rider, int[][] trips) {
    double cost = routes.costs.of(rider, trips);
    double increase = cost - routes.costOf(rider);
    if (increase < bestIncrease) {
      bestIncrease = increase;
      bestRider = rider;
      bestTrips = trips;
      bestCost = cost;
    }
  }
}
