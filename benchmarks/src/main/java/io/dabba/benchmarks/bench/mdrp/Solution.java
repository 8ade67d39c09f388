package io.dabba.benchmarks.bench.mdrp;

import java.util.ArrayList;
import java.util.List;

/**
 * Who delivered what and when on the day of an instance, as the files of a solution tell it: by ids
 * and whole minutes.
 *
 * @param deliveries of the orders that were delivered
 * @param moves of each rider in the order in which he made them
 */
record Solution(List<Assignment> assignments, List<Delivery> deliveries, List<Move> moves) {
  Solution {
    assignments = List.copyOf(assignments);
    deliveries = List.copyOf(deliveries);
    moves = List.copyOf(moves);
  }

  /** What came of the trips of all riders, those of each in their order. */
  static Solution of(List<Trip> trips) {
    List<Assignment> assignments = new ArrayList<>();
    List<Delivery> deliveries = new ArrayList<>();
    List<Move> moves = new ArrayList<>();
    for (Trip trip : trips) {
      String rider = trip.rider().id();
      List<String> orders = trip.orders().stream().map(Instance.Order::id).toList();
      assignments.add(new Assignment(trip.assignedAt(), trip.pickupAt(), rider, orders));
      for (int i = 0; i < orders.size(); i++) {
        deliveries.add(
            new Delivery(orders.get(i), trip.pickupAt(), trip.dropoffsAt().get(i), rider));
      }
      trip.legs().forEach(l -> moves.add(new Move(rider, l.departsAt(), l.fromId(), l.toId())));
    }
    return new Solution(assignments, deliveries, moves);
  }

  /**
   * Orders of one restaurant that a rider took.
   *
   * @param orders in the order of their delivery
   */
  record Assignment(int assignedAt, int pickupAt, String rider, List<String> orders) {
    Assignment {
      orders = List.copyOf(orders);
    }
  }

  record Delivery(String order, int pickupAt, int dropoffAt, String rider) {}

  /** A way between two places: the rider's own, a restaurant's or an order's. */
  record Move(String rider, int departsAt, String from, String to) {}
}
