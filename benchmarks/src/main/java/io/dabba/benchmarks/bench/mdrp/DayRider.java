package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import io.dabba.geo.RiderId;
import java.util.ArrayList;
import java.util.List;

/**
 * A rider in the course of a day: where he is, and what he has done. He waits where he was last.
 */
final class DayRider {
  private final Rider rider;
  private final List<Trip> trips = new ArrayList<>();
  private boolean onShift;

  DayRider(Rider rider) {
    this.rider = rider;
  }

  Rider rider() {
    return rider;
  }

  RiderId id() {
    return new RiderId(rider.id());
  }

  void shift(boolean on) {
    onShift = on;
  }

  /** Whether he says where he is: on shift, or still on a trip after it. */
  boolean reports(int minute) {
    return onShift || (!trips.isEmpty() && minute < trips.getLast().freeAt());
  }

  Place at(int minute) {
    return trips.isEmpty() ? rider.place() : trips.getLast().at(minute);
  }

  /** The trip that he would make from where he stands. */
  Trip planned(Rules rules, int minute, List<Order> orders) {
    if (!trips.isEmpty() && minute < trips.getLast().freeAt()) {
      throw new IllegalStateException(
          "rider %s is asked at minute %d and free at %d"
              .formatted(rider.id(), minute, trips.getLast().freeAt()));
    }
    if (trips.isEmpty()) {
      return Trip.of(rules, rider, rider.place(), rider.id(), minute, orders);
    }
    Trip.Leg last = trips.getLast().lastLeg();
    return Trip.of(rules, rider, last.to(), last.toId(), minute, orders);
  }

  void goesOn(Trip trip) {
    trips.add(trip);
  }

  List<Trip> trips() {
    return trips;
  }
}
