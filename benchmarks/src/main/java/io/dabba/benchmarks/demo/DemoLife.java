package io.dabba.benchmarks.demo;

import io.dabba.benchmarks.simulator.RiderPlan;
import io.dabba.benchmarks.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** The endless life of the demo's city: riders stay on shift, and orders keep coming. */
final class DemoLife {
  private static final Duration SHIFT = Duration.ofDays(365);
  private static final Duration ADDRESS_LEAD = Duration.ofSeconds(30);

  private final Simulation simulation;
  private final GeneratedCity city;
  private final double meanGapSeconds;
  private final AtomicInteger orders = new AtomicInteger();

  DemoLife(Simulation simulation, GeneratedCity city, double ordersPerMinute) {
    this.simulation = simulation;
    this.city = city;
    this.meanGapSeconds = 60 / ordersPerMinute;
  }

  void begin() {
    Instant now = simulation.time().now();
    int place = 0;
    for (RiderPlan rider : city.plan().riders()) {
      simulation.shift(rider, now.plusMillis(250L * place++), now.plus(SHIFT));
    }
    simulation.agenda().after(ADDRESS_LEAD, this::nextOrder);
  }

  /** Orders come as a Poisson process does: the gaps are exponential. */
  private void nextOrder() {
    int number = orders.incrementAndGet();
    simulation.order(city.order(number, simulation.time().now().plus(ADDRESS_LEAD)));
    double uniform = simulation.chance().of("gap", Integer.toString(number)).nextDouble();
    double seconds = -Math.log(1 - uniform) * meanGapSeconds;
    simulation.agenda().after(Duration.ofMillis(Math.round(seconds * 1_000)), this::nextOrder);
  }
}
