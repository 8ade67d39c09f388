package io.dabba.dispatch.matching;

import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place with those around it, of which none is busier, and the orders expected of all of them. A
 * place belongs to one area.
 */
record DemandArea(GeoPoint center, double expectedOrders) {
  /** A place is left out that is expected to have less. */
  private static final double LEAST_ORDERS = 1e-3;

  private record Demand(GeoPoint place, double orders) {}

  /**
   * The areas of a city: around the busiest place, then around the busiest of those left, and so
   * on. O(places * areas), beside sorting them.
   *
   * @param horizon from now, for how long orders count
   */
  static List<DemandArea> of(
      DemandForecast forecast, Instant now, Duration horizon, double reachMeters) {
    double hours = horizon.toMillis() / (double) Duration.ofHours(1).toMillis();
    List<Demand> left =
        new ArrayList<>(
            forecast.places().stream()
                .map(place -> new Demand(place, forecast.rate(place, now) * hours))
                .filter(demand -> demand.orders() >= LEAST_ORDERS)
                .sorted(
                    Comparator.comparingDouble(Demand::orders)
                        .reversed()
                        .thenComparingDouble(demand -> demand.place().lat())
                        .thenComparingDouble(demand -> demand.place().lng()))
                .toList());
    List<DemandArea> areas = new ArrayList<>();
    while (!left.isEmpty()) {
      GeoPoint center = left.getFirst().place();
      double orders = 0;
      List<Demand> others = new ArrayList<>();
      for (Demand demand : left) {
        if (center.distanceMeters(demand.place()) <= reachMeters) {
          orders += demand.orders();
        } else {
          others.add(demand);
        }
      }
      areas.add(new DemandArea(center, orders));
      left = others;
    }
    return areas;
  }
}
