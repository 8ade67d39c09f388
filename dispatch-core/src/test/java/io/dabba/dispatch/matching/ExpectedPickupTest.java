package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dabba.dispatch.rider.AcceptanceRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedPickupTest {
  @ParameterizedTest
  @CsvSource({"PT2M, 1, 120", "PT2M, 0, 180", "PT2M, 0.75, 135", "PT0.5S, 1, 0.5", "PT0S, 0, 60"})
  void cost_isTheWay_andARefusalAsOftenAsItIsToBeExpected(
      Duration pickupEta, double acceptanceRate, double seconds) {
    assertThat(ExpectedPickup.standard().cost(pickupEta, new AcceptanceRate(acceptanceRate)))
        .isCloseTo(seconds, within(1e-9));
  }

  @Test
  void refusalThatCostsNothing_leavesTheWayAlone() {
    assertThat(new ExpectedPickup(Duration.ZERO).cost(Duration.ofMinutes(1), new AcceptanceRate(0)))
        .isEqualTo(60);
  }

  @Test
  void negativeRefusal_isRefusedByName() {
    assertThatThrownBy(() -> new ExpectedPickup(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("refusal=PT-1S is negative");
  }
}
