package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private final StraightWays ways = new StraightWays(320);

  @Test
  void aPoint_leadsBackToItsPlace_andToNoOther() {
    SplittableRandom random = new SplittableRandom(1);
    Set<Object> points = new HashSet<>();
    Set<Place> places = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Place place =
          new Place(random.nextInt(-13_000, 13_000), random.nextDouble(-13_000.0, 13_000.0));
      assertThat(Place.of(place.point())).isEqualTo(place);
      places.add(place);
      points.add(place.point());
    }
    assertThat(points).hasSameSizeAs(places);
  }

  @Test
  void travelTakesBegunMinutes() {
    Place origin = new Place(0, 0);
    assertThat(ways.minutes(origin, origin)).isZero();
    assertThat(ways.minutes(origin, new Place(0.1, 0))).isEqualTo(1);
    assertThat(ways.minutes(origin, new Place(192, 256))).isEqualTo(1);
    assertThat(ways.minutes(origin, new Place(193, 256))).isEqualTo(2);
    assertThat(ways.between(origin.point(), new Place(-960, 1_280).point(), Vehicle.CAR))
        .isEqualTo(Duration.ofMinutes(5));
  }

  /** So that a dispatcher who measures the rest of a way from where a rider is finds it exactly. */
  @Test
  void theRestOfAWay_takesTheRestOfItsMinutes() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      Place from = new Place(random.nextInt(9_000), random.nextInt(9_000));
      Place to = new Place(random.nextInt(9_000), random.nextInt(9_000));
      int minutes = ways.minutes(from, to);
      for (int gone = 0; gone < minutes; gone++) {
        Place there = from.towards(to, (double) gone / minutes);
        assertThat(ways.minutes(Place.of(there.point()), to))
            .as("%d of %d minutes gone from %s to %s", gone, minutes, from, to)
            .isEqualTo(minutes - gone);
      }
    }
  }
}
