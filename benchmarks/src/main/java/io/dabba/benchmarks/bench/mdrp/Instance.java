package io.dabba.benchmarks.bench.mdrp;

import java.util.List;

/**
 * A day of the Meal Delivery Routing Problem: what is to be delivered, and by whom. Times are whole
 * minutes of the day. No two orders, restaurants or riders have one id.
 */
record Instance(String name, Rules rules, List<Order> orders, List<Rider> riders) {
  Instance {
    orders = List.copyOf(orders);
    riders = List.copyOf(riders);
  }

  /**
   * By what a delivery takes its time, and a rider is paid.
   *
   * @param pickupMinutes the service at a pickup; half of it before the food is taken, and half
   *     after
   * @param dropoffMinutes the same at a door
   * @param targetMinutes how long an order should take at most from click to door
   * @param maxMinutes how long it may
   * @param payPerOrder what a rider gets for an order
   * @param payPerHour what he gets at least for an hour of his shift
   */
  record Rules(
      double metersPerMinute,
      int pickupMinutes,
      int dropoffMinutes,
      int targetMinutes,
      int maxMinutes,
      double payPerOrder,
      double payPerHour) {
    /** How many orders a rider must have in an hour of his shift to earn what he gets at least. */
    double guaranteedOrdersPerHour() {
      return payPerOrder == 0 ? 0 : payPerHour / payPerOrder;
    }
  }

  record Restaurant(String id, Place place) {}

  record Order(String id, Place door, int placedAt, Restaurant restaurant, int readyAt) {}

  /**
   * The literature's courier.
   *
   * @param place where his shift begins
   */
  record Rider(String id, Place place, int onAt, int offAt) {}
}
