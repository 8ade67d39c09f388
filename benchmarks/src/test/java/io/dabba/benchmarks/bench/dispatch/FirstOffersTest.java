package io.dabba.benchmarks.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.matching.Planning;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With real dispatchers, by the machine's clock. */
@Timeout(60)
class FirstOffersTest {
  @Test
  void greedily_everyOrderThatCountsIsOfferedOnce() throws InterruptedException {
    Histogram waits = FirstOffers.measure(stream(Strategy.standard(), Duration.ZERO));

    assertThat(waits.getTotalCount()).isEqualTo(20);
    assertThat(waits.getMaxValue()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 130})
  void planned_everyOrderThatCountsIsOfferedOnce(long readyAfterSeconds)
      throws InterruptedException {
    Duration readyAfter = Duration.ofSeconds(readyAfterSeconds);

    assertThat(FirstOffers.measure(stream(Strategy.batch(), readyAfter)).getTotalCount())
        .isEqualTo(20);
  }

  @Test
  void theLeadBeginsBeforeTheWayAndTheStopAtTheRestaurant() {
    Instant readyAt = Instant.parse("2026-01-15T06:30:00Z");

    assertThat(FirstOffers.leadBegins(readyAt, Duration.ofMinutes(3), Planning.standard()))
        .isEqualTo("2026-01-15T06:21:00Z");
  }

  private static OrderStream stream(Strategy strategy, Duration readyAfter) {
    return new OrderStream(strategy, 3_000, 5, 20, Duration.ofMillis(20), readyAfter);
  }
}
