package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How well the orders of an instance were delivered; the means are over delivered orders.
 *
 * @param undeliverable how many orders take longer than they may even if a rider waits for them
 * @param clickToDoorBoundMin the mean of all orders, these too, if a rider waited for each
 * @param clickToDoorP90 as pandas has it: between the two orders next to it, in proportion
 * @param costPerOrder what all riders are paid, for each delivered order
 * @param ordersPerTrip how many orders a rider fetches at once
 */
record Metrics(
    int orders,
    int delivered,
    int undeliverable,
    double undeliveredPct,
    double clickToDoorBoundMin,
    double clickToDoorMin,
    double clickToDoorP90,
    double readyToPickupMin,
    double costPerOrder,
    double ordersPerTrip) {
  private static final double MINUTES_PER_HOUR = 60.0;
  private static final double NINETY_PERCENT = 0.9;

  private record Served(Order order, Delivery delivery) {}

  static Metrics of(Instance instance, Solution solution) {
    Map<String, Delivery> deliveries = new HashMap<>();
    solution.deliveries().forEach(delivery -> deliveries.put(delivery.order(), delivery));
    List<Served> served = new ArrayList<>();
    for (Order order : instance.orders()) {
      Delivery delivery = deliveries.get(order.id());
      if (delivery != null) {
        served.add(new Served(order, delivery));
      }
    }
    double[] alone = instance.orders().stream().mapToDouble(o -> alone(o, instance)).toArray();
    double[] clickToDoor = minutes(served, s -> s.delivery().dropoffAt() - s.order().placedAt());
    double[] readyToPickup = minutes(served, s -> s.delivery().pickupAt() - s.order().readyAt());
    int placed = instance.orders().size();
    int delivered = served.size();
    return new Metrics(
        placed,
        delivered,
        (int) Arrays.stream(alone).filter(m -> m > instance.rules().maxMinutes()).count(),
        100.0 * (placed - delivered) / placed,
        mean(alone),
        mean(clickToDoor),
        percentile(clickToDoor, NINETY_PERCENT),
        mean(readyToPickup),
        pay(instance, served) / delivered,
        (double) delivered / solution.assignments().size());
  }

  /** From click to door if a rider waits for the food. */
  private static double alone(Order order, Instance instance) {
    Rules rules = instance.rules();
    int way =
        new StraightWays(rules.metersPerMinute()).minutes(order.restaurant().place(), order.door());
    return order.readyAt()
        + rules.pickupMinutes() / 2
        + way
        + rules.dropoffMinutes() / 2
        - order.placedAt();
  }

  private static double pay(Instance instance, List<Served> served) {
    Map<String, Integer> delivered = new HashMap<>();
    served.forEach(s -> delivered.merge(s.delivery().rider(), 1, Integer::sum));
    double pay = 0;
    for (Rider rider : instance.riders()) {
      double earned = delivered.getOrDefault(rider.id(), 0) * instance.rules().payPerOrder();
      double guaranteed =
          (rider.offAt() - rider.onAt()) * instance.rules().payPerHour() / MINUTES_PER_HOUR;
      pay += Math.max(earned, guaranteed);
    }
    return pay;
  }

  private static double[] minutes(List<Served> served, ToDoubleFunction<Served> minutes) {
    return served.stream().mapToDouble(minutes).sorted().toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double percentile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
