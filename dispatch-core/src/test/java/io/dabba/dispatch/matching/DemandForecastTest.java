package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Times are minutes from noon, and orders halve in half an hour. */
class DemandForecastTest {
  private static final double LN_2 = 0.6931471805599453;
  private static final GeoPoint DINER = Windows.at(1);
  private static final GeoPoint BAKERY = Windows.at(2);

  private final DemandForecast forecast = new DemandForecast(Duration.ofMinutes(30));

  @Test
  void aPlaceThatNeverGotAnOrder_hasNoRate() {
    forecast.add(DINER, Windows.in(0));

    assertThat(forecast.rate(BAKERY, Windows.in(0))).isZero();
  }

  @Test
  void anOrderCountsHalf_afterEachHalfLife() {
    forecast.add(DINER, Windows.in(0));

    // all rates of all time to come are the one order: ln 2 in a half-life, falling
    assertThat(forecast.rate(DINER, Windows.in(0))).isCloseTo(2 * LN_2, within(1e-12));
    assertThat(forecast.rate(DINER, Windows.in(30))).isCloseTo(LN_2, within(1e-12));
    assertThat(forecast.rate(DINER, Windows.in(90))).isCloseTo(LN_2 / 4, within(1e-12));
  }

  @Test
  void ordersAddUp_andOnlyThoseOfThePlace() {
    forecast.add(DINER, Windows.in(-60));
    forecast.add(BAKERY, Windows.in(-45));
    forecast.add(DINER, Windows.in(-30));
    forecast.add(DINER, Windows.in(0));

    assertThat(forecast.rate(DINER, Windows.in(0))).isCloseTo(1.75 * 2 * LN_2, within(1e-12));
  }

  @Test
  void evenOrders_comeToTheirRate() {
    for (int minute = 0; minute <= 600; minute += 5) {
      forecast.add(DINER, Windows.in(minute));
    }

    assertThat(forecast.rate(DINER, Windows.in(602.5))).isCloseTo(12, within(0.02));
  }

  @Test
  void ordersThatAreToldLate_countAsIfInTime() {
    SplittableRandom random = new SplittableRandom(5);
    List<Integer> minutes = new ArrayList<>();
    DemandForecast mixed = new DemandForecast(Duration.ofMinutes(30));
    for (int i = 0; i < 100; i++) {
      int minute = -random.nextInt(200);
      minutes.add(minute);
      mixed.add(DINER, Windows.in(minute));
    }

    minutes.stream().sorted().forEach(minute -> forecast.add(DINER, Windows.in(minute)));

    assertThat(mixed.rate(DINER, Windows.in(0)))
        .isCloseTo(forecast.rate(DINER, Windows.in(0)), within(1e-9));
  }

  @Test
  void theFutureIsNotKnown() {
    forecast.add(DINER, Windows.in(1));

    assertThatThrownBy(() -> forecast.rate(BAKERY, Windows.in(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "now=2026-11-22T12:00:00Z is before placedAt=2026-11-22T12:01:00Z of an order that is"
                + " known");
  }

  @Test
  void aHalfLifeOfNothing_isRefusedByName() {
    assertThatThrownBy(() -> new DemandForecast(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("halfLife=PT0S is not positive");
  }
}
