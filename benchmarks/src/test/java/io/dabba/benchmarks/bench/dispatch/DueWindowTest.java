package io.dabba.benchmarks.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueWindowTest {
  @Test
  void everyRideIsMatchedOnce_andAgainAfterRenewal() {
    DueWindow window = new DueWindow(20, 2_000);

    assertThat(window.match()).isEqualTo(20);
    assertThat(window.match()).isZero();
    window.renew();
    assertThat(window.match()).isEqualTo(20);
  }

  @Test
  void ridesBeyondTheRiders_areNotMatched() {
    assertThat(new DueWindow(300, 30).match()).isBetween(1, 30);
  }
}
