package io.dabba.geo;

import static io.dabba.geo.Availability.AVAILABLE;
import static io.dabba.geo.Availability.OFFLINE;
import static io.dabba.geo.Vehicle.BICYCLE;
import static io.dabba.geo.Vehicle.CAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.geo.PingOutcome.OffShift;
import io.dabba.geo.PingOutcome.Outdated;
import io.dabba.geo.PingOutcome.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CityRidersTest {
  private static final CityId MUMBAI = new CityId("mumbai");
  private static final CityId PUNE = new CityId("pune");
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final CityRiders riders = new CityRiders(Duration.ofMinutes(2));

  @Test
  void aRiderOnShift_isInTheCityOfHisShift() {
    riders.startShift(ASHA, MUMBAI, CAR, AVAILABLE);
    assertThat(riders.cityOf(ASHA)).contains(MUMBAI);
    assertThat(riders.find(ASHA)).isEmpty();
    assertThat(riders.report(Ping.of(ASHA, DADAR, NOON))).isEqualTo(new Taken(MUMBAI));

    RiderPosition position = new RiderPosition(ASHA, DADAR, NOON, AVAILABLE, CAR);
    assertThat(riders.find(ASHA)).contains(position);
    assertThat(riders.index(MUMBAI).positions(NOON)).containsExactly(position);
    assertThat(riders.index(PUNE).size()).isZero();
  }

  @Test
  void aPingOfARiderOffShift_changesNothing() {
    assertThat(riders.report(Ping.of(ASHA, DADAR, NOON))).isEqualTo(new OffShift());
    assertThat(riders.cityOf(ASHA)).isEmpty();
    assertThat(riders.find(ASHA)).isEmpty();
  }

  @Test
  void aPingThatIsNotNewer_isOutdated() {
    riders.startShift(ASHA, MUMBAI, CAR, AVAILABLE);
    riders.report(Ping.of(ASHA, DADAR, NOON));
    assertThat(riders.report(Ping.of(ASHA, DADAR, NOON))).isEqualTo(new Outdated(MUMBAI));
  }

  @Test
  void aShiftEnded_takesTheRiderOutOfItsCity() {
    riders.startShift(ASHA, MUMBAI, CAR, AVAILABLE);
    riders.report(Ping.of(ASHA, DADAR, NOON));
    assertThat(riders.endShift(ASHA)).isTrue();
    assertThat(riders.endShift(ASHA)).isFalse();
    assertThat(riders.cityOf(ASHA)).isEmpty();
    assertThat(riders.index(MUMBAI).size()).isZero();
    assertThat(riders.report(Ping.of(ASHA, DADAR, NOON.plusSeconds(1)))).isEqualTo(new OffShift());
  }

  @Test
  void aShiftInAnotherCity_endsTheOneBefore() {
    riders.startShift(ASHA, MUMBAI, CAR, AVAILABLE);
    riders.report(Ping.of(ASHA, DADAR, NOON));
    riders.startShift(ASHA, PUNE, CAR, AVAILABLE);
    assertThat(riders.cityOf(ASHA)).contains(PUNE);
    assertThat(riders.index(MUMBAI).size()).isZero();
    assertThat(riders.find(ASHA)).isEmpty();
    assertThat(riders.report(Ping.of(ASHA, DADAR, NOON))).isEqualTo(new Taken(PUNE));
  }

  @Test
  void aShiftStartedTwiceInOneCity_keepsThePosition() {
    riders.startShift(ASHA, MUMBAI, CAR, AVAILABLE);
    riders.report(Ping.of(ASHA, DADAR, NOON));
    riders.startShift(ASHA, MUMBAI, BICYCLE, OFFLINE);
    assertThat(riders.find(ASHA)).contains(new RiderPosition(ASHA, DADAR, NOON, OFFLINE, BICYCLE));
  }

  @Test
  void theIndexOfACity_isAlwaysTheSame() {
    RiderIndex index = riders.index(MUMBAI);
    assertThat(riders.index(MUMBAI)).isSameAs(index);
    assertThat(index.city()).isEqualTo(MUMBAI);
    riders.startShift(ASHA, MUMBAI, Vehicle.CAR, Availability.AVAILABLE);
    riders.report(Ping.of(ASHA, new GeoPoint(19, 72), NOON));
    assertThat(index.positions(NOON.plusSeconds(120))).hasSize(1);
    assertThat(index.positions(NOON.plusSeconds(121))).isEmpty();
  }

  @Test
  void staleAfterThatIsNotPositive_isNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CityRiders(Duration.ZERO))
        .withMessage("staleAfter=PT0S is not positive");
  }

  @Test
  @Timeout(60)
  void whileShiftsMoveBetweenCities_aNewerPingIsAlwaysTakenAndTheRiderInOneCityAlone()
      throws Exception {
    riders.startShift(ASHA, MUMBAI, CAR, AVAILABLE);
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      Future<?> shifts = executor.submit(() -> moveShifts(20_001));
      Future<?> otherShifts = executor.submit(() -> moveShifts(20_001));
      Future<?> pings =
          executor.submit(() -> {
            for (int i = 0; i < 20_000; i++) {
              PingOutcome outcome = riders.report(Ping.of(ASHA, DADAR, NOON.plusSeconds(i)));
              assertThat(outcome).isIn(new Taken(MUMBAI), new Taken(PUNE));
            }
          });
      shifts.get();
      otherShifts.get();
      pings.get();
    }
    CityId city = riders.cityOf(ASHA).orElseThrow();
    assertThat(riders.index(city).size()).isEqualTo(1);
    assertThat(riders.index(MUMBAI).size() + riders.index(PUNE).size()).isEqualTo(1);
  }

  private void moveShifts(int times) {
    for (int i = 0; i < times; i++) {
      riders.startShift(ASHA, i % 2 == 0 ? PUNE : MUMBAI, CAR, AVAILABLE);
    }
  }
}
