package io.dabba.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dabba.geo.GeoPoint;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircleRunsTest {
  @Test
  void place_growsWithEachCoordinate_andIsTheSameWithinASquareOfTheGrid() {
    assertThat(Curve.place(-90, -180)).isZero();
    assertThat(Curve.place(90, 180)).isEqualTo((1L << 62) - 1);
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      double lat = random.nextDouble(-90, 89);
      double lng = random.nextDouble(-180, 179);
      long place = Curve.place(lat, lng);
      assertThat(Curve.place(lat + 1, lng)).isGreaterThan(place);
      assertThat(Curve.place(lat, lng + 1)).isGreaterThan(place);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "19,72",
    "0,0",
    "12,180",
    "-33,-180",
    "89.9,10",
    "-90,0",
    "90,180",
    "51.5,0",
    "-84,179.9"
  })
  void everyPointOfACircle_isInARun_andRunsAreInOrder(double lat, double lng) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      double radiusMeters = Math.pow(10, random.nextDouble(0, 7.302));
      GeoPoint center =
          new GeoPoint(
              Math.clamp(lat + random.nextGaussian() * 0.01, -90, 90),
              Math.clamp(lng + random.nextGaussian() * 0.01, -180, 180));
      CircleRuns runs = CircleRuns.of(center, radiusMeters);
      assertThat(runs.size()).isBetween(1, CircleRuns.MAX_RUNS);
      for (int run = 0; run < runs.size(); run++) {
        assertThat(runs.to(run)).isGreaterThan(runs.from(run));
        if (run > 0) {
          assertThat(runs.from(run)).isGreaterThan(runs.to(run - 1));
        }
      }
      for (int i = 0; i < 100; i++) {
        GeoPoint point = within(center, radiusMeters, random);
        if (!isIn(runs, Curve.place(point.lat(), point.lng()))) {
          fail("seed=%d %s within %s of %s is in none", seed, point, radiusMeters, center);
        }
      }
    }
  }

  @Test
  void circleOfACity_isFewRuns_ofNotMuchMoreThanItself() {
    CircleRuns runs = CircleRuns.of(new GeoPoint(19.076, 72.8777), 5_000);
    assertThat(runs.size()).isLessThan(64);
    double share = 0;
    for (int run = 0; run < runs.size(); run++) {
      share += (runs.to(run) - runs.from(run)) / Math.pow(2, 62);
    }
    double degrees = Math.toDegrees(5_000 / GeoPoint.EARTH_RADIUS_METERS);
    double square = 4 * degrees * degrees / Math.cos(Math.toRadians(19.076)) / (180.0 * 360.0);
    assertThat(share / square).isBetween(1.0, 2.0);
  }

  private static boolean isIn(CircleRuns runs, long place) {
    for (int run = 0; run < runs.size(); run++) {
      if (runs.from(run) <= place && place < runs.to(run)) {
        return true;
      }
    }
    return false;
  }

  /** A point at most so far away, often at the edge. */
  private static GeoPoint within(GeoPoint center, double radiusMeters, Random random) {
    double share = random.nextBoolean() ? 1 : Math.sqrt(random.nextDouble());
    double arc = share * radiusMeters / GeoPoint.EARTH_RADIUS_METERS * (1 - 1e-9);
    double bearing = random.nextDouble(0, 2 * Math.PI);
    double lat = Math.toRadians(center.lat());
    double sinLat =
        Math.sin(lat) * Math.cos(arc) + Math.cos(lat) * Math.sin(arc) * Math.cos(bearing);
    double east =
        Math.atan2(
            Math.sin(bearing) * Math.sin(arc) * Math.cos(lat),
            Math.cos(arc) - Math.sin(lat) * sinLat);
    double lng = center.lng() + Math.toDegrees(east);
    double wrapped = lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng;
    return new GeoPoint(Math.toDegrees(Math.asin(Math.clamp(sinLat, -1, 1))), wrapped);
  }
}
