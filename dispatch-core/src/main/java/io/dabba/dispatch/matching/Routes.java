package io.dabba.dispatch.matching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A plan: which trips each rider makes, one after the other. Routes are replaced, never changed.
 * Not thread-safe.
 */
final class Routes {
  private static final int[][] NONE = {};

  final Problem problem;
  final RouteCosts costs;

  private static final class Change {
    final int rider;
    final int[][] trips;
    final double cost;

    Change(int rider, int[][] trips, double cost) {
      this.rider = rider;
      this.trips = trips;
      this.cost = cost;
    }
  }

  private final Deque<Change> changes = new ArrayDeque<>();
  private boolean marked;
  private final int[][][] ofRider;
  private final double[] cost;

  Routes(Problem problem) {
    this.problem = problem;
    this.costs = new RouteCosts(problem);
    this.ofRider = new int[problem.riderCount()][][];
    Arrays.fill(ofRider, NONE);
    this.cost = new double[problem.riderCount()];
  }

  int[][] of(int rider) {
    return ofRider[rider];
  }

  double costOf(int rider) {
    return cost[rider];
  }

  void replace(int rider, int[][] trips, double newCost) {
    if (marked) {
      changes.addLast(new Change(rider, ofRider[rider], cost[rider]));
    }
    ofRider[rider] = trips;
    cost[rider] = newCost;
  }

  /** Which rides are in the plan. */
  boolean[] planned() {
    boolean[] planned = new boolean[problem.rideCount()];
    for (int[][] trips : ofRider) {
      for (int[] trip : trips) {
        for (int ride : trip) {
          planned[ride] = true;
        }
      }
    }
    return planned;
  }

  /** From here on changes can be taken back, until it is said whether they are. */
  void mark() {
    marked = true;
  }

  /** The changes since the mark stay. */
  void keep() {
    marked = false;
    changes.clear();
  }

  /** Takes back all changes since the mark. */
  void rollBack() {
    marked = false;
    while (!changes.isEmpty()) {
      Change change = changes.removeLast();
      ofRider[change.rider] = change.trips;
      cost[change.rider] = change.cost;
    }
  }

  /** The riders who have trips. */
  List<Integer> busy() {
    List<Integer> riders = new ArrayList<>();
    for (int rider = 0; rider < ofRider.length; rider++) {
      if (ofRider[rider].length > 0) {
        riders.add(rider);
      }
    }
    return riders;
  }

  /** Whether the rider may carry all these rides. */
  boolean mayCarry(int rider, int[] rides) {
    for (int ride : rides) {
      if (!problem.mayCarry(rider, ride)) {
        return false;
      }
    }
    return true;
  }

  /** How many orders these rides have. */
  int orderCount(int[] rides) {
    int count = 0;
    for (int ride : rides) {
      count += problem.orderCount(ride);
    }
    return count;
  }

  static int[] concat(int[] rides, int at, int[] block) {
    int[] all = new int[rides.length + block.length];
    System.arraycopy(rides, 0, all, 0, at);
    System.arraycopy(block, 0, all, at, block.length);
    System.arraycopy(rides, at, all, at + block.length, rides.length - at);
    return all;
  }

  static int[][] with(int[][] trips, int at, int[] trip) {
    int[][] all = new int[trips.length + 1][];
    System.arraycopy(trips, 0, all, 0, at);
    all[at] = trip;
    System.arraycopy(trips, at, all, at + 1, trips.length - at);
    return all;
  }

  static int[][] without(int[][] trips, int at) {
    int[][] rest = new int[trips.length - 1][];
    System.arraycopy(trips, 0, rest, 0, at);
    System.arraycopy(trips, at + 1, rest, at, rest.length - at);
    return rest;
  }

  static int[][] changed(int[][] trips, int at, int[] trip) {
    int[][] all = trips.clone();
    all[at] = trip;
    return all;
  }

  /** The first trips of one route and the last of another. */
  static int[][] joined(int[][] head, int headLength, int[][] tail, int tailFrom) {
    int[][] all = new int[headLength + tail.length - tailFrom][];
    System.arraycopy(head, 0, all, 0, headLength);
    System.arraycopy(tail, tailFrom, all, headLength, tail.length - tailFrom);
    return all;
  }
}
