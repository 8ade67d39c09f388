package io.dabba.dispatch.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a place for rides that have none left in a plan: takes some trips of neighbouring
 * restaurants out of it, puts the ride in first and then theirs. Where one of these finds no place
 * then, all is as before. After the large neighbourhood search of Ropke and Pisinger 2006.
 */
final class Rebuilding {
  private static final int MOST_TRIPS = 3;

  private final Routes routes;
  private final Problem problem;
  private final Bundler bundler;
  private final Improvement improvement;

  Rebuilding(Routes routes, Bundler bundler, Improvement improvement) {
    this.routes = routes;
    this.problem = routes.problem;
    this.bundler = bundler;
    this.improvement = improvement;
  }

  private static final class Place {
    final int rider;
    final int[] trip;

    Place(int rider, int[] trip) {
      this.rider = rider;
      this.trip = trip;
    }
  }

  /** Whether any ride has found a place. */
  boolean run() {
    boolean[] planned = routes.planned();
    boolean found = false;
    for (int ride = 0; ride < planned.length; ride++) {
      if (!planned[ride] && problem.candidates[ride].length > 0) {
        found |= bundler.insert(new int[] {ride}, RouteCosts.FORBIDDEN) || rebuiltFor(ride);
      }
    }
    return found;
  }

  private boolean rebuiltFor(int ride) {
    int rider = problem.candidates[ride][0];
    int from = problem.pickup[ride];
    List<Place> nearest = trips();
    nearest.sort(
        Comparator.comparingDouble(
            place -> problem.travel(rider, from, problem.pickup[place.trip[0]])));
    for (int count = 1; count <= Math.min(MOST_TRIPS, nearest.size()); count++) {
      for (int first = 0; first + count <= nearest.size() && !improvement.isSpent(); first++) {
        if (rebuilt(ride, nearest.subList(first, first + count))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean rebuilt(int ride, List<Place> taken) {
    routes.mark();
    boolean all = true;
    for (Place place : taken) {
      all = all && isTakenOut(place);
    }
    all = all && bundler.insert(new int[] {ride}, RouteCosts.FORBIDDEN);
    for (Place place : taken) {
      for (int carried : place.trip) {
        all = all && bundler.insert(new int[] {carried}, RouteCosts.FORBIDDEN);
      }
    }
    if (all) {
      routes.keep();
    } else {
      routes.rollBack();
    }
    return all;
  }

  private boolean isTakenOut(Place place) {
    int[][] trips = routes.of(place.rider);
    for (int at = 0; at < trips.length; at++) {
      if (trips[at][0] == place.trip[0]) {
        int[][] rest = Routes.without(trips, at);
        double cost = routes.costs.of(place.rider, rest);
        if (cost == RouteCosts.FORBIDDEN) {
          return false;
        }
        routes.replace(place.rider, rest, cost);
        return true;
      }
    }
    return false;
  }

  private List<Place> trips() {
    List<Place> all = new ArrayList<>();
    for (int rider : routes.busy()) {
      for (int[] trip : routes.of(rider)) {
        all.add(new Place(rider, trip));
      }
    }
    return all;
  }
}
