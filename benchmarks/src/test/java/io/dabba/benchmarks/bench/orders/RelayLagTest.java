package io.dabba.benchmarks.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayLagTest {
  private static final String METRICS =
      """
      # TYPE dabba_outbox_lag_seconds histogram
      dabba_outbox_lag_seconds_bucket{le="0.001000"} %d
      dabba_outbox_lag_seconds_bucket{le="0.010000"} %d
      dabba_outbox_lag_seconds_bucket{le="+Inf"} %d
      dabba_outbox_lag_seconds_count 100
      """;

  @Test
  void shareOfTheEvents_isFoundInTheBuckets() {
    RelayLag lag = RelayLag.parse(METRICS.formatted(50, 99, 100));
    assertThat(lag.events()).isEqualTo(100);
    assertThat(lag.millis(0.5)).isEqualTo(1);
    assertThat(lag.millis(0.51)).isEqualTo(10);
    assertThat(lag.millis(0.99)).isEqualTo(10);
    assertThat(lag.millis(1)).isInfinite();
  }

  @Test
  void sinceAnEarlierLook_onlyWhatCameAfterItCounts() {
    RelayLag later = RelayLag.parse(METRICS.formatted(50, 150, 150));
    RelayLag more = later.since(RelayLag.parse(METRICS.formatted(50, 50, 50)));
    assertThat(more.events()).isEqualTo(100);
    assertThat(more.millis(0.01)).isEqualTo(10);
  }

  @Test
  void withoutEvents_thereIsNoFigure() {
    assertThat(RelayLag.parse("").millis(0.99)).isNaN();
  }
}
