package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.rider.AcceptanceRate;

/**
 * What the routes of riders cost: when each order would be picked up and be at its door, and what
 * the cost model says of that. A route is a rider's trips, one after the other; a trip is the rides
 * of one pickup in the order of their delivery. O(orders of the route) a call. Not thread-safe.
 */
final class RouteCosts implements Trip {
  static final double FORBIDDEN = Double.POSITIVE_INFINITY;

  /** Who answers more than any cost can be means never, and so does who answers no number. */
  static final double LARGEST = 1e12;

  /** By what a second costs more for an order that has become urgent: 20 minutes for a minute. */
  private static final double URGENT_SECOND = 20 / 60.0;

  private final Problem problem;
  private final CostModel costs;
  private final double beforePickup;
  private final double afterPickup;
  private final double beforeDropoff;
  private final double afterDropoff;
  private final double maxBundleDelay;
  private final double maxClickToDoor;
  private final double[] clickToDoor = new double[Ride.MAX_ORDERS];
  private final double[] readyToPickup = new double[Ride.MAX_ORDERS];

  private int rider;
  private int orders;
  private double approach;
  private double carrying;
  private double surplus;
  private double urgency;

  /** Where and when the trip that was looked at last is over. */
  private double endsAt;

  private int endsIn;

  private int tried;

  RouteCosts(Problem problem) {
    this.problem = problem;
    this.costs = problem.window.costs();
    Planning planning = problem.window.planning();
    ServiceTimes service = planning.service();
    this.beforePickup = service.beforePickup().toNanos() / 1e9;
    this.afterPickup = service.afterPickup().toNanos() / 1e9;
    this.beforeDropoff = service.beforeDropoff().toNanos() / 1e9;
    this.afterDropoff = service.afterDropoff().toNanos() / 1e9;
    this.maxBundleDelay = planning.maxBundleDelay().toNanos() / 1e9;
    this.maxClickToDoor = planning.maxClickToDoor().toNanos() / 1e9;
  }

  /** How many trips have been tried. */
  int tried() {
    return tried;
  }

  /** The cost of a rider's route; {@link #FORBIDDEN} if it cannot be. */
  double of(int ofRider, int[][] trips) {
    return of(ofRider, trips, problem.freeAt[ofRider]);
  }

  /** What it adds if the rider begins so much later. */
  double ofDelay(int ofRider, int[][] trips, double seconds) {
    double later = of(ofRider, trips, problem.freeAt[ofRider] + seconds);
    return later < FORBIDDEN ? later - of(ofRider, trips) : FORBIDDEN;
  }

  private double of(int ofRider, int[][] trips, double from) {
    rider = ofRider;
    double cost = 0;
    int taken = 0;
    endsAt = from;
    for (int trip = 0; trip < trips.length && cost < FORBIDDEN; trip++) {
      cost += ofTrip(trips[trip], trip == 0, taken);
      taken += orders;
    }
    return cost;
  }

  /** When the rider must leave for his first trip so that no food waits; 0 or less is now. */
  double leaveBy(int ofRider, int[] rides) {
    return latestReady(rides) - beforePickup - problem.way(ofRider, rides[0]);
  }

  private double ofTrip(int[] rides, boolean isFirst, int taken) {
    tried++;
    approach =
        isFirst
            ? problem.way(rider, rides[0])
            : problem.travel(rider, endsIn, problem.pickup[rides[0]]);
    double arrivesAt = endsAt + approach + beforePickup;
    double pickedUpAt = Math.max(arrivesAt, latestReady(rides));
    if (!(pickedUpAt <= problem.offAt[rider]) || !deliver(rides, arrivesAt, pickedUpAt)) {
      return FORBIDDEN;
    }
    carrying = endsAt - pickedUpAt + beforePickup;
    surplus = Math.clamp(orders - Math.max(0, problem.owed[rider] - taken), 0, orders);
    double cost = costs.cost(this);
    return Math.abs(cost) < LARGEST ? cost + urgency : FORBIDDEN;
  }

  private boolean deliver(int[] rides, double arrivesAt, double pickedUpAt) {
    double clock = pickedUpAt + afterPickup;
    int from = problem.pickup[rides[0]];
    int place = from;
    orders = 0;
    urgency = 0;
    for (int ride : rides) {
      int last = problem.firstOrder[ride + 1];
      for (int order = problem.firstOrder[ride]; order < last; order++) {
        int door = problem.dropoff[order];
        clock += problem.travel(rider, place, door) + beforeDropoff;
        clickToDoor[orders] = clock - problem.orderPlaced[order];
        readyToPickup[orders] = pickedUpAt - problem.orderReady[order];
        if (clickToDoor[orders] > maxClickToDoor) {
          return false;
        }
        if (rides.length > 1) {
          double alone =
              Math.max(arrivesAt, problem.orderReady[order])
                  + afterPickup
                  + problem.travel(rider, from, door)
                  + beforeDropoff;
          if (clock - alone > maxBundleDelay) {
            return false;
          }
        }
        urgency += problem.isUrgent(order) ? URGENT_SECOND * clock : 0;
        clock += afterDropoff;
        place = door;
        orders++;
      }
    }
    endsAt = clock;
    endsIn = place;
    return true;
  }

  private double latestReady(int[] rides) {
    double latest = Double.NEGATIVE_INFINITY;
    for (int ride : rides) {
      latest = Math.max(latest, problem.readyAt[ride]);
    }
    return latest;
  }

  @Override
  public int orders() {
    return orders;
  }

  @Override
  public double clickToDoorSeconds(int order) {
    return clickToDoor[order];
  }

  @Override
  public double readyToPickupSeconds(int order) {
    return readyToPickup[order];
  }

  @Override
  public double approachSeconds() {
    return approach;
  }

  @Override
  public double carryingSeconds() {
    return carrying;
  }

  @Override
  public double surplusOrders() {
    return surplus;
  }

  @Override
  public AcceptanceRate acceptanceRate() {
    return problem.riders.get(rider).profile().acceptanceRate();
  }
}
