package io.dabba.benchmarks.bench.pings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.traces.Fix;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WayTest {
  private static final GeoPoint START = new GeoPoint(37.77, -122.42);

  /** 400 m north-east a minute. */
  static final Trace SLANTING =
      new Trace(
          "cab",
          List.of(
              new Fix(START, 0),
              new Fix(CityDisc.beside(START, 400, 400), 60),
              new Fix(CityDisc.beside(START, 800, 800), 120)));

  private static double meters(Way way) {
    double meters = 0;
    for (int second = 1; second < way.seconds(); second++) {
      meters += way.speedMps(second);
    }
    return meters;
  }

  @Test
  void aStraightWay_hasOnePointPerSecond() {
    Way way = Way.straight(SLANTING);
    assertThat(way.seconds()).isEqualTo(121);
    assertThat(way.points().get(90)).isEqualTo(SLANTING.at(90));
    assertThat(meters(way)).isBetween(1_130.0, 1_133.0);
  }

  @Test
  void streets_leadThroughTheSameFixes_byALongerWayWithStops() {
    List<Double> speeds = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      Way way = Way.streets(SLANTING, new SplittableRandom(seed));
      assertThat(way.seconds()).isEqualTo(121);
      assertThat(way.points().get(0)).isEqualTo(START);
      assertThat(way.points().get(60).distanceMeters(SLANTING.at(60))).isLessThan(0.01);
      assertThat(way.points().get(120).distanceMeters(SLANTING.at(120))).isLessThan(0.01);
      // by the second it may cut a corner
      assertThat(meters(way)).as("seed %d", seed).isBetween(1_450.0, 1_601.0);
      for (int second = 1; second < way.seconds(); second++) {
        speeds.add(way.speedMps(second));
      }
    }
    assertThat(speeds).anyMatch(speed -> speed < 0.01).allMatch(speed -> speed < 27);
  }

  @Test
  void whoIsFastOrStands_hasNeitherCornersNorStops() {
    Trace motorway =
        new Trace(
            "cab",
            List.of(
                new Fix(START, 0),
                new Fix(CityDisc.beside(START, 700, 700), 60),
                new Fix(CityDisc.beside(START, 705, 705), 120)));
    assertThat(meters(Way.streets(motorway, new SplittableRandom(1))))
        .isCloseTo(meters(Way.straight(motorway)), within(0.1));
  }
}
