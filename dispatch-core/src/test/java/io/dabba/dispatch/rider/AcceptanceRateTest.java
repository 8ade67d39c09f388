package io.dabba.dispatch.rider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceRateTest {
  @ParameterizedTest
  @CsvSource({"0.8, true, 0.82", "0.8, false, 0.72", "1, true, 1", "0, false, 0", "0, true, 0.1"})
  void outcome_movesTheRateByATenth(double before, boolean accepted, double after) {
    assertThat(new AcceptanceRate(before).after(accepted).value()).isCloseTo(after, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sameOutcomeForever_staysWithinItsBounds(boolean accepted) {
    AcceptanceRate rate = AcceptanceRate.initial();
    for (int n = 0; n < 1_000; n++) {
      rate = rate.after(accepted);
    }
    assertThat(rate.value()).isCloseTo(accepted ? 1 : 0, within(1e-9));
  }

  @Test
  void rateOfOneWhoTakesEveryOther_isAboutHalf() {
    AcceptanceRate rate = AcceptanceRate.initial();
    for (int n = 0; n < 100; n++) {
      rate = rate.after(n % 2 == 0);
    }
    assertThat(rate.value()).isBetween(0.45, 0.55);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void rateOutOfRange_isRefusedByName(double value) {
    assertThatThrownBy(() -> new AcceptanceRate(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("acceptanceRate=%s is not between 0 and 1".formatted(value));
  }
}
