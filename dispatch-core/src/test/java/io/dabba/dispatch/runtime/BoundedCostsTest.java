package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.matching.CostModel;
import io.dabba.dispatch.matching.CostModelException;
import io.dabba.dispatch.matching.Trip;
import io.dabba.dispatch.rider.AcceptanceRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedCostsTest {
  private static final CostModel FALLBACK = trip -> 7;
  private static final Trip TRIP = new OneOrder();

  @Test
  void modelInTime_isTheOneThatCounts() {
    BoundedCosts costs = new BoundedCosts(trip -> 3, FALLBACK, Duration.ofMinutes(1));

    assertThat(costs.forWindow().cost(TRIP)).isEqualTo(3);
    assertThat(costs.failures()).isZero();
  }

  @Test
  void modelThatTakesTooLong_givesWayForTheWindow() {
    BoundedCosts costs = new BoundedCosts(trip -> 3, FALLBACK, Duration.ofNanos(1));
    CostModel window = costs.forWindow();

    assertThatThrownBy(() -> askUntilItIsLate(window))
        .isInstanceOfSatisfying(
            CostModelException.class, e -> assertThat(e.fallback()).isSameAs(FALLBACK));
    assertThat(costs.failures()).isOne();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
  void modelThatAnswersNoNumber_givesWay(double answer) {
    CostModel window =
        new BoundedCosts(trip -> answer, FALLBACK, Duration.ofMinutes(1)).forWindow();

    assertThatThrownBy(() -> window.cost(TRIP))
        .isInstanceOf(CostModelException.class)
        .hasMessage("the cost model answered " + answer);
  }

  @Test
  void modelThatThrows_givesWay_andSaysWhy() {
    CostModel broken =
        trip -> {
          throw new IllegalStateException("no weights");
        };
    CostModel window = new BoundedCosts(broken, FALLBACK, Duration.ofMinutes(1)).forWindow();

    assertThatThrownBy(() -> window.cost(TRIP))
        .isInstanceOf(CostModelException.class)
        .hasRootCauseMessage("no weights");
  }

  @Test
  void forbiddenTrip_isAnAnswer() {
    CostModel window =
        new BoundedCosts(trip -> Double.POSITIVE_INFINITY, FALLBACK, Duration.ofMinutes(1))
            .forWindow();

    assertThat(window.cost(TRIP)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void limitThatIsNotPositive_isRefusedByName() {
    assertThatThrownBy(() -> new BoundedCosts(FALLBACK, FALLBACK, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit=PT0S is not positive");
  }

  private static void askUntilItIsLate(CostModel window) {
    for (int i = 0; i < 1_000_000; i++) {
      window.cost(TRIP);
    }
  }

  private record OneOrder() implements Trip {
    @Override
    public int orders() {
      return 1;
    }

    @Override
    public double clickToDoorSeconds(int order) {
      return 60;
    }

    @Override
    public double readyToPickupSeconds(int order) {
      return 0;
    }

    @Override
    public double approachSeconds() {
      return 60;
    }

    @Override
    public double carryingSeconds() {
      return 60;
    }

    @Override
    public double surplusOrders() {
      return 0;
    }

    @Override
    public AcceptanceRate acceptanceRate() {
      return AcceptanceRate.initial();
    }
  }
}
