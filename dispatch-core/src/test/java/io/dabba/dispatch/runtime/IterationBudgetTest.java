package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IterationBudgetTest {
  private final IterationBudget budget = new IterationBudget(Optional.of(Duration.ofMillis(100)));

  @Test
  void withoutATime_thereIsNoLimit() {
    IterationBudget unlimited = new IterationBudget(Optional.empty());
    unlimited.measured(10_000, 1_000_000);

    assertThat(unlimited.next()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void beforeAnyMeasure_itIsWhatAnyMachineDoes() {
    assertThat(budget.next()).isEqualTo(20_000);
  }

  @Test
  void itIsWhatTheMachineDoesInTheTime() {
    budget.measured(10_000, 10_000_000);

    assertThat(budget.next()).isEqualTo(100_000);
  }

  @Test
  void itFollowsTheMachine() {
    budget.measured(10_000, 10_000_000);
    for (int i = 0; i < 30; i++) {
      budget.measured(10_000, 100_000_000);
    }

    assertThat(budget.next()).isBetween(10_000, 10_200);
  }

  @Test
  void smallPlans_sayNothing() {
    budget.measured(10, 1_000_000_000);
    budget.measured(0, 0);

    assertThat(budget.next()).isEqualTo(20_000);
  }
}
