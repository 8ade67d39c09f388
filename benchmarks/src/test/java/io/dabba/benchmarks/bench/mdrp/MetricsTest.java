package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dabba.benchmarks.bench.mdrp.Solution.Assignment;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void theMeansAreOverDeliveredOrders_andThePayIsThatOfAllRiders() {
    Instance instance =
        Tiny.instance(
            List.of(
                Tiny.order("o1", 1, 0, 10),
                Tiny.order("o2", 2, 5, 12),
                Tiny.order("o3", 3, 9, 20),
                Tiny.order("o4", 4, 9, 20)),
            List.of(
                Tiny.rider("c1", 0, 0, 60),
                Tiny.rider("c2", 0, 0, 60),
                Tiny.rider("c3", 0, 0, 90)));
    Solution solution =
        new Solution(
            List.of(
                new Assignment(0, 13, "c1", List.of("o1", "o2")),
                new Assignment(9, 20, "c2", List.of("o3"))),
            List.of(
                new Delivery("o1", 13, 20, "c1"),
                new Delivery("o2", 13, 35, "c1"),
                new Delivery("o3", 20, 33, "c2")),
            List.of());

    Metrics metrics = Metrics.of(instance, solution);

    assertThat(metrics.orders()).isEqualTo(4);
    assertThat(metrics.delivered()).isEqualTo(3);
    assertThat(metrics.undeliveredPct()).isEqualTo(25);
    // 10, 7, 11 and 11 until the food is ready, then two minutes, one on the way, and two
    assertThat(metrics.clickToDoorBoundMin()).isEqualTo(39 / 4.0 + 5);
    assertThat(metrics.undeliverable()).isZero();
    // 20, 30 and 24
    assertThat(metrics.clickToDoorMin()).isEqualTo(74 / 3.0);
    assertThat(metrics.clickToDoorP90()).isCloseTo(24 + 0.8 * 6, within(1e-12));
    // 3, 1 and 0
    assertThat(metrics.readyToPickupMin()).isEqualTo(4 / 3.0);
    // c1 has earned 20, c2 15 instead of 10, c3 22.5 for nothing
    assertThat(metrics.costPerOrder()).isEqualTo(57.5 / 3);
    assertThat(metrics.ordersPerTrip()).isEqualTo(1.5);
  }

  @Test
  void anOrderThatTakesTooLongWhateverRidersDo_isCounted() {
    // two minutes, 76 or 77 on the way, and two more
    Instance instance =
        Tiny.instance(
            List.of(Tiny.order("o1", 7_600, 0, 10), Tiny.order("o2", 7_700, 0, 10)), List.of());

    Metrics metrics = Metrics.of(instance, new Solution(List.of(), List.of(), List.of()));

    assertThat(metrics.undeliverable()).isEqualTo(1);
    assertThat(metrics.clickToDoorBoundMin()).isEqualTo(90.5);
  }

  @Test
  void whereNothingIsDelivered_thereIsNoMean() {
    Instance instance =
        Tiny.instance(List.of(Tiny.order("o1", 1, 0, 10)), List.of(Tiny.rider("c1", 0, 0, 60)));

    Metrics metrics = Metrics.of(instance, new Solution(List.of(), List.of(), List.of()));

    assertThat(metrics.undeliveredPct()).isEqualTo(100);
    assertThat(metrics.clickToDoorMin()).isNaN();
    assertThat(metrics.clickToDoorP90()).isNaN();
  }
}
