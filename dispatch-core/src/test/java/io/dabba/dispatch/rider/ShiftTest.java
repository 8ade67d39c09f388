package io.dabba.dispatch.rider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShiftTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant SIX = NOON.plus(Duration.ofHours(6));

  @Test
  void ordersOfTheWholeShift_areOwed_whereItsEndIsKnown() {
    Shift shift = new Shift(NOON, Optional.of(SIX), 1.5);

    assertThat(shift.ordersOwed(0, NOON)).isEqualTo(9);
    assertThat(shift.ordersOwed(4, SIX.plusSeconds(60))).isEqualTo(5);
    assertThat(shift.ordersOwed(10, NOON)).as("more than he was promised").isEqualTo(-1);
  }

  @Test
  void ordersOfTheShiftSoFar_areOwed_whereItsEndIsNot() {
    Shift shift = new Shift(NOON, Optional.empty(), 2);

    assertThat(shift.ordersOwed(0, NOON)).isZero();
    assertThat(shift.ordersOwed(0, NOON.minusSeconds(60))).as("a clock behind").isZero();
    assertThat(shift.ordersOwed(3, NOON.plus(Duration.ofMinutes(90)))).isZero();
  }

  @Test
  void whoIsPromisedNothing_isOwedNothing_howeverMuchHeTook() {
    assertThat(new Shift(NOON, Optional.of(SIX), 0).ordersOwed(7, SIX)).isZero();
  }

  @Test
  void termsThatCannotBe_areRefused_byName() {
    assertThatThrownBy(() -> new Shift(NOON, Optional.of(NOON), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("endsAt=2026-11-22T12:00:00Z is not after beganAt=2026-11-22T12:00:00Z");
    assertThatThrownBy(() -> new Shift(NOON, Optional.empty(), -1))
        .hasMessage("ordersPerHour=-1.0 is not at least 0");
    assertThatThrownBy(() -> new Shift(NOON, Optional.empty(), Double.NaN))
        .hasMessage("ordersPerHour=NaN is not at least 0");
  }
}
