package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedPickupTest {
  @ParameterizedTest
  @CsvSource({"120, 1, 120", "120, 0, 180", "120, 0.75, 135", "0.5, 1, 0.5", "0, 0, 60"})
  void cost_isTheWay_andARefusalAsOftenAsItIsToBeExpected(
      double way, double acceptanceRate, double seconds) {
    assertThat(ExpectedPickup.standard().cost(FixedTrip.approach(way, acceptanceRate)))
        .isCloseTo(seconds, within(1e-9));
  }

  @Test
  void refusalThatCostsNothing_leavesTheWayAlone() {
    assertThat(new ExpectedPickup(Duration.ZERO).cost(FixedTrip.approach(60, 0))).isEqualTo(60);
  }

  @Test
  void negativeRefusal_isRefusedByName() {
    assertThatThrownBy(() -> new ExpectedPickup(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("refusal=PT-1S is negative");
  }
}
