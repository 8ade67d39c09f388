package io.dabba.benchmarks.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.dispatch.PlannedWindow.Plan;
import org.junit.jupiter.api.Test;

class PlannedWindowTest {
  @Test
  void ridesThatCannotWaitAreOfferedOnce_andAgainAfterRenewal() {
    PlannedWindow window = new PlannedWindow(30, 1_000);

    Plan plan = window.plan();
    assertThat(plan.offered()).isBetween(1, 29);
    assertThat(window.plan().offered()).isZero();
    window.renew();
    assertThat(window.plan()).isEqualTo(plan);
  }

  @Test
  void whereRidersAreShort_ridesGoTogether() {
    Plan plan = new PlannedWindow(200, 60).plan();

    assertThat(plan.joined()).isPositive();
    assertThat(plan.offered() - plan.joined()).isBetween(1, 30);
  }
}
