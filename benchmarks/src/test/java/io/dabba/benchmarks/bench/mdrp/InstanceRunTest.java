package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Solution.Assignment;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import io.dabba.benchmarks.bench.mdrp.Solution.Move;
import io.dabba.dispatch.matching.CostWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With the greedy strategy, which looks for a rider twelve minutes before the food is ready. */
class InstanceRunTest {
  private static InstanceRun.Outcome run(List<Order> orders, List<Rider> riders) {
    return run(Tiny.instance(orders, riders));
  }

  private static InstanceRun.Outcome run(Instance instance) {
    InstanceRun.Outcome outcome =
        InstanceRun.run(instance, CityStrategy.GREEDY.of(instance.rules(), CostWeights.balanced()));
    assertThat(StrictCheck.violations(instance, outcome.solution())).isEmpty();
    return outcome;
  }

  @Test
  void anOrder_isDeliveredByTheMinute() {
    Solution solution =
        run(List.of(Tiny.order("o1", 500, 10, 15)), List.of(Tiny.rider("c1", 300, 0, 60)))
            .solution();

    assertThat(solution)
        .isEqualTo(
            new Solution(
                List.of(new Assignment(10, 15, "c1", List.of("o1"))),
                List.of(new Delivery("o1", 15, 24, "c1")),
                List.of(new Move("c1", 10, "c1", "diner"), new Move("c1", 17, "diner", "o1"))));
  }

  @Test
  void aRiderWaitsWhereHeFinished_andIsFreeInThatMinute() {
    // both want him at 10; the first keeps him until 10 + 3 + 4 + 5 + 4
    Solution solution =
        run(
                List.of(Tiny.order("o1", 500, 10, 10), Tiny.order("o2", 100, 10, 10)),
                List.of(Tiny.rider("c1", 300, 0, 60)))
            .solution();

    assertThat(solution.assignments())
        .containsExactly(
            new Assignment(10, 15, "c1", List.of("o1")),
            new Assignment(26, 33, "c1", List.of("o2")));
    assertThat(solution.moves()).contains(new Move("c1", 26, "o1", "diner"));
  }

  @Test
  void nobodyIsAskedOutsideHisShift() {
    List<Order> orders = List.of(Tiny.order("o1", 500, 10, 10), Tiny.order("o2", 500, 40, 40));
    Rider later = Tiny.rider("c1", 0, 20, 25);

    InstanceRun.Outcome outcome = run(orders, List.of(later));

    assertThat(outcome.solution().assignments())
        .containsExactly(new Assignment(20, 22, "c1", List.of("o1")));
    assertThat(outcome.refusals()).isZero();
  }

  @Test
  void whoCouldNotPickUpInHisShift_refuses_andAnotherIsAsked() {
    InstanceRun.Outcome outcome =
        run(
            List.of(Tiny.order("o1", 500, 10, 10)),
            List.of(Tiny.rider("near", 300, 0, 14), Tiny.rider("far", 900, 0, 60)));

    assertThat(outcome.refusals()).isEqualTo(1);
    assertThat(outcome.solution().assignments())
        .containsExactly(new Assignment(10, 21, "far", List.of("o1")));
  }

  @Test
  void whoHasAccepted_finishesAfterHisShift() {
    Solution solution =
        run(List.of(Tiny.order("o1", 5_000, 10, 10)), List.of(Tiny.rider("c1", 300, 0, 15)))
            .solution();

    assertThat(solution.deliveries()).containsExactly(new Delivery("o1", 15, 69, "c1"));
  }

  @Test
  void anOrderThatNobodyCanDeliverInTime_staysUndelivered() {
    assertThat(
            run(List.of(Tiny.order("o1", 9_000, 10, 10)), List.of(Tiny.rider("c1", 0, 0, 600)))
                .solution()
                .deliveries())
        .isEmpty();
    assertThat(run(List.of(Tiny.order("o1", 9, 10, 10)), List.of()).solution().deliveries())
        .isEmpty();
  }

  @Test
  void aRiderWhoseShiftEndsAsItBegins_doesNotCome() {
    assertThat(
            run(List.of(Tiny.order("o1", 500, 10, 10)), List.of(Tiny.rider("c1", 0, 10, 10)))
                .solution()
                .deliveries())
        .isEmpty();
  }

  @Test
  void twoPlacesMayBeOne() {
    Solution solution =
        run(List.of(Tiny.order("o1", 0, 10, 10)), List.of(Tiny.rider("c1", 0, 0, 60))).solution();

    assertThat(solution.deliveries()).containsExactly(new Delivery("o1", 12, 16, "c1"));
  }

  @Test
  void theSameDay_comesToTheSame() {
    SplittableRandom random = new SplittableRandom(3);
    List<Order> orders = new ArrayList<>();
    List<Rider> riders = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int placed = random.nextInt(200);
      orders.add(
          Tiny.order("o" + i, random.nextInt(1_500), placed, placed + random.nextInt(5, 30)));
    }
    for (int i = 0; i < 8; i++) {
      riders.add(Tiny.rider("c" + i, random.nextInt(1_500), 20 * i, 20 * i + 120));
    }
    Instance instance = Tiny.instance(orders, riders);

    InstanceRun.Outcome first = run(instance);

    assertThat(first.solution().deliveries()).hasSizeGreaterThan(30);
    assertThat(run(instance).solution()).isEqualTo(first.solution());
  }
}
