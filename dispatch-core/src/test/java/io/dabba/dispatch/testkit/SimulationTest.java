package io.dabba.dispatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.lifecycle.Lifecycle;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideLifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deep run is the benchmark module's {@code simulate}; here are a few hundred city-hours. */
class SimulationTest {
  private static final int CITY_HOURS = 250;
  private static final int SEEDS_FOR_A_BUG = 1_000;
  private static final Simulation SHIPPED = Simulation.of(SimulationPlan.cityHour());

  /** Paying is not the dispatcher's. */
  private static final Set<OrderStatus> BEFORE_DISPATCH =
      EnumSet.of(OrderStatus.CREATED, OrderStatus.PAYMENT_PENDING);

  @Test
  void fewHundredCityHours_violateNothing() {
    long first = Long.getLong("dabba.simulationSeed", System.nanoTime());
    System.out.println("SimulationTest -Ddabba.simulationSeed=" + first);

    LongStream.range(first, first + CITY_HOURS)
        .mapToObj(SHIPPED::run)
        .forEach(SimulationTest::holds);
  }

  @Test
  void fixedSeeds_visitEveryFaultAndEveryTransition() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Set<String> transitions = new HashSet<>();
    LongStream.range(0, CITY_HOURS)
        .mapToObj(SHIPPED::run)
        .forEach(report -> {
          holds(report);
          faults.addAll(report.faults().keySet());
          transitions.addAll(report.transitions().keySet());
        });

    assertThat(faults).containsExactlyInAnyOrder(Fault.values());
    assertThat(transitions).containsExactlyInAnyOrderElementsOf(transitionsOfDispatch());
  }

  @Test
  void sameSeed_replaysExactly() {
    assertThat(SHIPPED.run(42)).isEqualTo(SHIPPED.run(42));
    assertThat(SHIPPED.run(43)).isEqualTo(SHIPPED.run(43));
    assertThat(SHIPPED.run(42)).isNotEqualTo(SHIPPED.run(43));
  }

  @Test
  void withoutFaults_ordersAreDelivered() {
    SimulationReport report =
        Simulation.of(new SimulationPlan(Duration.ofHours(2), 100, 40, 0)).run(7);

    holds(report);
    assertThat(report.orders()).isEqualTo(100);
    assertThat(report.delivered()).isEqualTo(100);
    assertThat(report.faults()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void plantedBug_isFound(PlantedBug bug) {
    Simulation broken = bug.in(SHIPPED);

    Optional<SimulationReport> found =
        LongStream.range(0, SEEDS_FOR_A_BUG)
            .mapToObj(broken::run)
            .filter(report -> report.violation().isPresent())
            .findFirst();

    assertThat(found).as("%s within %d seeds", bug, SEEDS_FOR_A_BUG).isPresent();
    SimulationReport report = found.orElseThrow();
    assertThat(report.trace()).isNotEmpty();
    assertThat(broken.run(report.seed())).isEqualTo(report);
  }

  @Test
  void planOutOfRange_isRefused_namingTheField() {
    assertThatThrownBy(() -> new SimulationPlan(Duration.ZERO, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length=PT0S");
    assertThatThrownBy(() -> new SimulationPlan(Duration.ofHours(1), 0, 1, 0))
        .hasMessageContaining("orders=0");
    assertThatThrownBy(() -> new SimulationPlan(Duration.ofHours(1), 1, 0, 0))
        .hasMessageContaining("riders=0");
    assertThatThrownBy(() -> new SimulationPlan(Duration.ofHours(1), 1, 1, -1))
        .hasMessageContaining("faults=-1");
  }

  private static void holds(SimulationReport report) {
    assertThat(report.violation())
        .as(() -> "seed %d%n%s".formatted(report.seed(), String.join("\n", report.trace())))
        .isEmpty();
  }

  private static List<String> transitionsOfDispatch() {
    List<String> names = new ArrayList<>(names("RideStatus", RideLifecycle.TABLE));
    names.addAll(names("OrderStatus", OrderLifecycle.TABLE));
    names.removeIf(
        name -> BEFORE_DISPATCH.stream().anyMatch(status -> name.contains(" " + status + "->")));
    return names;
  }

  private static List<String> names(String kind, Lifecycle<?> table) {
    return table.transitions().stream()
        .map(t -> "%s %s->%s".formatted(kind, t.from(), t.to()))
        .toList();
  }
}
