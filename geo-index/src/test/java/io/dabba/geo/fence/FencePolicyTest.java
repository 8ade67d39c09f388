package io.dabba.geo.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FencePolicyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -0.1, 2, 5, 3, 3, 45, 30, 100, 60 | enterMargin=-0.1 is not between 0.0 and 10.0
          0, 11, 5, 3, 3, 45, 30, 100, 60   | exitMargin=11.0 is not between 0.0 and 10.0
          0, 2, 0, 3, 3, 45, 30, 100, 60    | evidence=0.0 is not between
          0, 2, NaN, 3, 3, 45, 30, 100, 60  | evidence=NaN is not between
          0, 2, 5, 0, 3, 45, 30, 100, 60    | leastFixes=0 is not between 1 and 100
          0, 2, 5, 3, 0, 45, 30, 100, 60    | independentAfter=PT0S is not positive
          0, 2, 5, 3, 3, 20, 30, 100, 60    | assumedAccuracyMeters=20.0 is not between 30.0 and 100.0
          0, 2, 5, 3, 3, 45, 0, 100, 60     | leastAccuracyMeters=0.0 is not between
          0, 2, 5, 3, 3, 45, 30, 20, 60     | worstAccuracyMeters=20.0 is not between 30.0 and
          0, 2, 5, 3, 3, 45, 30, 100, 0     | dwell=PT0S is not positive
          """)
  void aParameterOutOfItsRange_isNamedInTheError(String parameters, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(parameters))
        .withMessageStartingWith(message);
  }

  @Test
  void theAccuracyOfAFix_becomesItsDeviation_withinLimits() {
    FencePolicy policy = of("0, 2, 5, 3, 3, 45, 30, 100, 60");
    assertThat(policy.deviationMeters(60)).isEqualTo(40);
    assertThat(policy.deviationMeters(Double.NaN)).isEqualTo(30);
    assertThat(policy.deviationMeters(3)).isEqualTo(20);
  }

  private static FencePolicy of(String parameters) {
    String[] p = parameters.split(", ", -1);
    return new FencePolicy(
        Double.parseDouble(p[0]),
        Double.parseDouble(p[1]),
        Double.parseDouble(p[2]),
        Integer.parseInt(p[3]),
        Duration.ofSeconds(Long.parseLong(p[4])),
        Double.parseDouble(p[5]),
        Double.parseDouble(p[6]),
        Double.parseDouble(p[7]),
        Duration.ofSeconds(Long.parseLong(p[8])));
  }
}
