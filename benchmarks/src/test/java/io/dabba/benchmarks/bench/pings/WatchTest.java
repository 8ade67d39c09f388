package io.dabba.benchmarks.bench.pings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.geo.GeoPoint;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final GeoPoint START = new GeoPoint(37.77, -122.42);

  private final Figures figures = new Figures();

  /** Eastward, so many metres in each second. */
  private static Way eastward(IntToDoubleFunction metersAt) {
    return new Way(
        IntStream.range(0, 1_200)
            .mapToObj(second -> CityDisc.beside(START, 0, metersAt.applyAsDouble(second)))
            .toList());
  }

  /** Ten minutes at 10 m/s, and then as long standing. */
  private static Way driveAndStand() {
    return eastward(second -> 10.0 * Math.min(second, 600));
  }

  private void watch(App app, Way way) {
    Watch watch = new Watch(app);
    watch.follow(way, 0, new SplittableRandom(1));
    watch.put("", figures);
  }

  @Test
  void aPingEveryFourSeconds_savesNothing_andANaiveClientLagsBehind() {
    watch(App.FIXED, driveAndStand());
    assertThat(figures.get("fixed_pings_saved_pct")).isCloseTo(0, within(0.5));
    assertThat(figures.get("fixed_driving_naive_error_p95_m")).isCloseTo(40, within(0.1));
    assertThat(figures.get("fixed_naive_error_max_m")).isCloseTo(40, within(0.1));
    assertThat(figures.get("fixed_driving_error_p95_m")).isLessThan(1);
  }

  @Test
  void thePolicy_savesWhatItsWaitsSay_andAPredictingClientIsRight() {
    watch(App.POLICY, driveAndStand());
    // one in 15 s for 10 minutes, one in 30 s for 10, and one for each change between
    assertThat(figures.get("pings_saved_pct")).isCloseTo(100 - 100 * 62 / 300.0, within(1.0));
    assertThat(figures.get("driving_pings_saved_pct")).isCloseTo(73.3, within(2.0));
    assertThat(figures.get("driving_error_p95_m")).isLessThan(1);
    assertThat(figures.get("naive_error_max_m")).isCloseTo(150, within(0.5));
    assertThat(figures.get("error_max_m")).isBetween(20.0, 35.0);
  }

  @Test
  void waitsAlone_missWhoSetsOut_andAnEarlyPingDoesNot() {
    Way standAndDrive = eastward(second -> 10.0 * Math.max(0, second - 601));
    watch(App.WAITS, standAndDrive);
    watch(App.EARLY, standAndDrive);
    watch(App.POLICY, standAndDrive);
    assertThat(figures.get("waits_error_max_m")).isCloseTo(290, within(0.5));
    assertThat(figures.get("early_error_max_m")).isCloseTo(30, within(0.1));
    assertThat(figures.get("error_max_m")).isCloseTo(30, within(0.1));
    assertThat(figures.get("waits_pings_saved_pct")).isBetween(20.0, 35.0);
  }
}
