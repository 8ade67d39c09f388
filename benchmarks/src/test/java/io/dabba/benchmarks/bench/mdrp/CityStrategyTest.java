package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Solution.Assignment;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.matching.CostWeights;
import io.dabba.dispatch.matching.Planning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CityStrategyTest {
  private static InstanceRun.Outcome batch(List<Order> orders, List<Rider> riders) {
    Instance instance = Tiny.instance(orders, riders);
    InstanceRun.Outcome outcome =
        InstanceRun.run(instance, CityStrategy.BATCH.of(instance.rules(), CostWeights.balanced()));
    assertThat(StrictCheck.violations(instance, outcome.solution())).isEmpty();
    return outcome;
  }

  @Test
  void theRulesOfTheProblem_areThePlanningOfTheCity() {
    DispatchPolicy policy =
        CityStrategy.BATCH
            .of(new Instance.Rules(100, 6, 4, 40, 90, 10, 15), CostWeights.speed())
            .policy();
    Planning planning = policy.planning();

    assertThat(planning.service().beforePickup()).isEqualTo(Duration.ofMinutes(3));
    assertThat(planning.service().afterPickup()).isEqualTo(Duration.ofMinutes(3));
    assertThat(planning.service().beforeDropoff()).isEqualTo(Duration.ofMinutes(2));
    assertThat(planning.service().afterDropoff()).isEqualTo(Duration.ofMinutes(2));
    assertThat(planning.maxClickToDoor()).isEqualTo(Duration.ofMinutes(90));
    assertThat(planning.offerLead()).isZero();
  }

  @Test
  void aRiderIsAskedWhenHeMustLeave_andTakesOrdersOfOneRestaurantTogether() {
    Solution solution =
        batch(
                List.of(Tiny.order("o1", 600, 9, 20), Tiny.order("o2", 500, 10, 20)),
                List.of(Tiny.rider("c1", 300, 0, 60)))
            .solution();

    // 3 minutes and 2 before the food is ready; the nearer door first
    assertThat(solution.assignments())
        .containsExactly(new Assignment(15, 20, "c1", List.of("o2", "o1")));
    assertThat(solution.deliveries())
        .containsExactly(new Delivery("o2", 20, 29, "c1"), new Delivery("o1", 20, 34, "c1"));
  }

  @Test
  void aRiderWhoseShiftEndsTooSoon_isNotAsked() {
    InstanceRun.Outcome outcome =
        batch(
            List.of(Tiny.order("o1", 500, 10, 20)),
            List.of(Tiny.rider("near", 300, 0, 19), Tiny.rider("far", 900, 0, 60)));

    assertThat(outcome.refusals()).isZero();
    assertThat(outcome.solution().assignments())
        .containsExactly(new Assignment(10, 21, "far", List.of("o1")));
  }

  @Test
  void anOrderThatNobodyCanDeliverInTime_isNotOffered() {
    InstanceRun.Outcome outcome =
        batch(List.of(Tiny.order("o1", 9_000, 10, 10)), List.of(Tiny.rider("c1", 0, 0, 600)));

    assertThat(outcome.refusals()).isZero();
    assertThat(outcome.solution().deliveries()).isEmpty();
  }

  @Test
  void namesThatAreNone_areSaid() {
    assertThat(CityStrategy.named("greedy")).isEqualTo(CityStrategy.GREEDY);
    assertThat(CityStrategy.weights("economy")).isEqualTo(CostWeights.economy());
    assertThatThrownBy(() -> CityStrategy.named("fast"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--matcher=fast is not greedy or batch");
    assertThatThrownBy(() -> CityStrategy.weights("cheap"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--weights=cheap is not speed, balanced or economy");
  }
}
