package io.dabba.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DomainTimeTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong(77 * SECOND);
  private final DomainTime time = new DomainTime(nanos::get);

  @Test
  void runsFromTheReading_atItsSpeed() {
    time.runFrom(NOON, 20, nanos.get());
    nanos.addAndGet(3 * SECOND);

    assertThat(time.now()).isEqualTo(NOON.plusSeconds(60));
    assertThat(time.nanosUntil(NOON.plusSeconds(80))).isBetween(SECOND, SECOND + 1);
  }

  @Test
  void standsStillWhileFrozen_andRunsOnFromTheNextReading() {
    time.runFrom(NOON, 10, nanos.get());
    nanos.addAndGet(SECOND);
    time.freeze();
    nanos.addAndGet(100 * SECOND);

    assertThat(time.now()).isEqualTo(NOON.plusSeconds(10));
    assertThat(time.nanosUntil(NOON.plusSeconds(11))).isEqualTo(Long.MAX_VALUE);

    time.runFrom(NOON.plusSeconds(9), 10, nanos.get());
    nanos.addAndGet(SECOND);

    assertThat(time.now()).isEqualTo(NOON.plusSeconds(19));
  }

  @Test
  void freezingTwice_keepsTheFirstInstant() {
    time.runFrom(NOON, 10, nanos.get());
    time.freeze();
    nanos.addAndGet(SECOND);
    time.freeze();

    assertThat(time.now()).isEqualTo(NOON);
  }
}
