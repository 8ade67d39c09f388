package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainClockTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

  @Test
  void anchoredClock_beginsAtItsAnchor_inMicroseconds() {
    DomainClock clock = DomainClock.anchored(NOON, 0.001);

    assertThat(clock.instant())
        .isAfterOrEqualTo(NOON.truncatedTo(ChronoUnit.MICROS))
        .isBefore(NOON.plusSeconds(1));
    assertThat(clock.isAnchored()).isTrue();
  }

  /** Between two readings of the wall the clock has gone as much times its speed. */
  @Test
  void anchoredClock_runsAtItsSpeed() {
    double speed = 1_000;
    long beforeNanos = System.nanoTime();
    DomainClock clock = DomainClock.anchored(NOON, speed);
    long madeNanos = System.nanoTime();
    while (System.nanoTime() - madeNanos < 20_000_000) {
      Thread.onSpinWait();
    }
    long leastNanos = System.nanoTime() - madeNanos;
    long domainNanos = Duration.between(NOON, clock.instant()).toNanos();
    long mostNanos = System.nanoTime() - beforeNanos;

    assertThat(domainNanos / speed).isBetween(leastNanos - 2_000.0, mostNanos + 2_000.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 60, 10_000})
  void anchoredClock_neverGoesBack_andShowsMicroseconds(double speed) {
    DomainClock clock = DomainClock.anchored(NOON, speed);
    Instant last = clock.instant();
    for (int n = 0; n < 10_000; n++) {
      Instant now = clock.instant();
      assertThat(now).isAfterOrEqualTo(last);
      assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
      last = now;
    }
  }

  @Test
  void systemClock_isWallTimeInMicroseconds() {
    DomainClock clock = DomainClock.system();

    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Instant now = clock.instant();
    Instant after = Instant.now();

    assertThat(now).isBetween(before, after);
    assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    assertThat(clock.isAnchored()).isFalse();
    assertThat(clock.speed()).isEqualTo(1);
  }

  @Test
  void wallTimeOfADomainDuration_isDividedByTheSpeed() {
    assertThat(DomainClock.anchored(NOON, 60).toWall(Duration.ofMinutes(1)))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(DomainClock.system().toWall(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
    assertThat(DomainClock.anchored(NOON, 2).toWall(Duration.ofSeconds(-4)))
        .isEqualTo(Duration.ofSeconds(-2));
  }

  /** An order for a far year must not stop its city. */
  @Test
  void wallTimeOfCenturies_isLong_andNoError() {
    assertThat(DomainClock.system().toWall(ChronoUnit.YEARS.getDuration().multipliedBy(8_000)))
        .isGreaterThan(ChronoUnit.YEARS.getDuration().multipliedBy(200));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 10_001, Double.NaN})
  void speedOutOfRange_isRefusedByName(double speed) {
    assertThatThrownBy(() -> DomainClock.anchored(NOON, speed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("speed=" + speed);
  }
}
