package io.dabba.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LegTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final GeoPoint FROM = new GeoPoint(19, 72.8);
  private static final GeoPoint TO = new GeoPoint(19.01, 72.81);

  @Test
  void aRideTakesItsDetourAtTheSpeedOfTheVehicle() {
    Leg leg = Leg.riding(FROM, TO, NOON, Vehicle.MOTORCYCLE);

    double seconds = Duration.between(NOON, leg.arrives()).toMillis() / 1000.0;
    assertThat(seconds).isCloseTo(FROM.distanceMeters(TO) * 1.3 / 7.5, Offset.offset(0.01));
    assertThat(leg.at(NOON.minusSeconds(1))).isEqualTo(FROM);
    assertThat(leg.at(leg.arrives())).isEqualTo(TO);
    GeoPoint half = leg.at(NOON.plusMillis(Math.round(seconds * 500)));
    assertThat(half.lat()).isCloseTo(19.005, Offset.offset(1e-5));
    assertThat(half.lng()).isCloseTo(72.805, Offset.offset(1e-5));
  }

  @Test
  void whoStands_staysWhereHeIs() {
    Leg leg = Leg.standing(FROM, NOON);

    assertThat(leg.at(NOON)).isEqualTo(FROM);
    assertThat(leg.movingAt(NOON)).isFalse();
  }
}
