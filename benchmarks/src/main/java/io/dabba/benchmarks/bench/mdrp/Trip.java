package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import java.util.ArrayList;
import java.util.List;

/**
 * How a rider fetches orders of one restaurant and brings them to their doors, who leaves at once
 * and waits at the restaurant where the food is not ready.
 *
 * @param assignedAt when he leaves, in minutes of the day as all times
 * @param pickupAt in the middle of the service at the restaurant
 * @param dropoffsAt in the middle of the service at each door
 * @param freeAt when he leaves the last door
 */
record Trip(
    Rider rider,
    List<Order> orders,
    List<Leg> legs,
    int assignedAt,
    int pickupAt,
    List<Integer> dropoffsAt,
    int freeAt) {
  /** A way from place to place. */
  record Leg(Place from, String fromId, Place to, String toId, int departsAt, int arrivesAt) {
    Place at(int minute) {
      if (minute >= arrivesAt) {
        return to;
      }
      return minute <= departsAt
          ? from
          : from.towards(to, (double) (minute - departsAt) / (arrivesAt - departsAt));
    }
  }

  Trip {
    orders = List.copyOf(orders);
    legs = List.copyOf(legs);
    dropoffsAt = List.copyOf(dropoffsAt);
  }

  /**
   * The trip of a rider who stands at a place.
   *
   * @param fromId the id of the place
   */
  static Trip of(
      Rules rules, Rider rider, Place from, String fromId, int leavesAt, List<Order> orders) {
    StraightWays ways = new StraightWays(rules.metersPerMinute());
    Instance.Restaurant restaurant = orders.getFirst().restaurant();
    int arrives = leavesAt + ways.minutes(from, restaurant.place());
    int ready = orders.stream().mapToInt(Order::readyAt).max().orElseThrow();
    int pickup = Math.max(ready, arrives + rules.pickupMinutes() / 2);
    List<Leg> legs = new ArrayList<>();
    legs.add(new Leg(from, fromId, restaurant.place(), restaurant.id(), leavesAt, arrives));
    List<Integer> dropoffs = new ArrayList<>();
    int free = pickup + rules.pickupMinutes() / 2;
    for (Order order : orders) {
      Leg last = legs.getLast();
      arrives = free + ways.minutes(last.to(), order.door());
      legs.add(new Leg(last.to(), last.toId(), order.door(), order.id(), free, arrives));
      dropoffs.add(arrives + rules.dropoffMinutes() / 2);
      free = arrives + rules.dropoffMinutes();
    }
    return new Trip(rider, orders, legs, leavesAt, pickup, dropoffs, free);
  }

  /** Whether the food is taken in the rider's shift and no order takes longer than it may. */
  boolean isAllowed(Rules rules) {
    for (int i = 0; i < orders.size(); i++) {
      if (dropoffsAt.get(i) - orders.get(i).placedAt() > rules.maxMinutes()) {
        return false;
      }
    }
    return pickupAt <= rider.offAt();
  }

  /** Where the rider is then; on a way as far as his share of its minutes. */
  Place at(int minute) {
    Leg current = legs.getFirst();
    for (Leg leg : legs) {
      if (leg.departsAt() <= minute) {
        current = leg;
      }
    }
    return current.at(minute);
  }

  int leavesPickupAt() {
    return legs.get(1).departsAt();
  }

  Leg lastLeg() {
    return legs.getLast();
  }
}
