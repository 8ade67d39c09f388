package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryCenterTest {
  private final Random random = Globe.random();
  private final QueryCenter center = new QueryCenter();

  /** A hundredth of the slack that searches allow for. */
  @Test
  void theCheapMeasure_isTheHaversineToMoreDigitsThanSearchesRelyOn() {
    for (int i = 0; i < 200_000; i++) {
      GeoPoint from = Globe.anywhere(random);
      GeoPoint to = Globe.near(from, Math.pow(10, random.nextDouble(-3, 6)), random);
      center.set(from);
      double exact = QueryCenter.haversineOf(from.distanceMeters(to));
      assertThat(center.haversine(to.lat(), to.lng()))
          .as("%s to %s", from, to)
          .isCloseTo(exact, within(0.01 * QueryCenter.SLACK * exact));
    }
  }

  @Test
  void theDistance_isThatOfThePoints_toTheLastBit() {
    for (int i = 0; i < 20_000; i++) {
      GeoPoint from = Globe.anywhere(random);
      GeoPoint to = random.nextBoolean() ? Globe.anywhere(random) : Globe.near(from, 9_000, random);
      center.set(from);
      assertThat(center.distanceMeters(to.lat(), to.lng())).isEqualTo(from.distanceMeters(to));
    }
  }
}
