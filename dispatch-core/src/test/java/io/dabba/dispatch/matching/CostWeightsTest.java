package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dabba.dispatch.rider.AcceptanceRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostWeightsTest {
  private static final Duration TARGET = Duration.ofMinutes(40);

  /** Each weight alone; times are minutes. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, 0, 0, 30", // 30 minutes from click to door
    "0, 1, 0, 0, 0, 0, 0", // which is not late
    "0, 0, 1, 0, 0, 0, 4", // food stood for 4
    "0, 0, 0, 1, 0, 0, 15", // 6 there and 9 with the food
    "0, 0, 0, 0, 1, 0, 0.25", // refused by one of four
    "0, 0, 0, 0, 0, 1, 1", // an order more than he is owed
  })
  void eachWeight_countsWhatItsNameSays(
      double door,
      double late,
      double idle,
      double ride,
      double refusal,
      double surplus,
      double cost) {
    CostWeights weights = new CostWeights(door, TARGET, late, idle, ride, refusal, surplus);

    assertThat(
            weights.cost(
                new FixedTrip(30 * 60, 4 * 60, 6 * 60, 9 * 60, 1, new AcceptanceRate(0.75))))
        .isCloseTo(cost, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"40, 0", "41, 1.1", "50, 20", "60, 60"})
  void lateness_growsWithItsSquare(double minutes, double cost) {
    CostWeights weights = new CostWeights(0, TARGET, 1, 0, 0, 0, 0);

    assertThat(weights.cost(new FixedTrip(minutes * 60, 0, 0, 0, 0, new AcceptanceRate(1))))
        .isCloseTo(cost, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1_001, Double.NaN, Double.POSITIVE_INFINITY})
  void weightOutOfRange_isRefusedByName(double weight) {
    assertThatThrownBy(() -> new CostWeights(1, TARGET, 0, weight, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idleFood=%s is not between 0 and 1000", weight);
  }

  @Test
  void targetThatIsNotPositive_isRefusedByName() {
    assertThatThrownBy(() -> new CostWeights(1, Duration.ZERO, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target=PT0S is not positive");
  }
}
