package io.dabba.benchmarks.bench.pings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GpsTest {
  private static final GeoPoint START = new GeoPoint(37.77, -122.42);

  @Test
  void anExactPhone_measuresPlaceSpeedAndHeading() {
    Way west = way(0, -8, 10);
    Gps gps = new Gps(west, 0, new SplittableRandom(1));
    assertThat(gps.fix(0).speedMps()).isZero();
    for (int second = 1; second < 10; second++) {
      Ping fix = gps.fix(second);
      assertThat(fix.point().distanceMeters(west.points().get(second))).isLessThan(1e-6);
      assertThat(fix.speedMps()).isCloseTo(8, within(0.01));
      assertThat(fix.headingDegrees()).isCloseTo(270, within(0.1));
    }
  }

  @Test
  void aPhoneThatIsOff_isOffByAsMuchAsItSays_andWanders() {
    Way north = way(5, 0, 20_000);
    Gps gps = new Gps(north, 5, new SplittableRandom(1));
    double squares = 0;
    double steps = 0;
    double last = 0;
    for (int second = 0; second < 20_000; second++) {
      Ping fix = gps.fix(second);
      assertThat(fix.accuracyMeters()).isEqualTo(5);
      double error = 111_195 * (fix.point().lat() - north.points().get(second).lat());
      squares += error * error;
      steps += second == 0 ? 0 : (error - last) * (error - last);
      last = error;
    }
    assertThat(Math.sqrt(squares / 20_000)).isCloseTo(5, within(0.75));
    assertThat(Math.sqrt(steps / 20_000)).isCloseTo(1.6, within(0.2));
  }

  private static Way way(double northMps, double eastMps, int seconds) {
    return new Way(
        IntStream.range(0, seconds)
            .mapToObj(s -> CityDisc.beside(START, northMps * s, eastMps * s))
            .toList());
  }
}
