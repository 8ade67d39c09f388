package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingPlanTest {
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** Eastward at 10 m/s, 15 s at most. */
  private final PingPlan plan = PingPolicy.standard().nextPing(ping(10, 90));

  private final PingPlan parked = PingPolicy.standard().nextPing(ping(0, 90));

  private static Ping ping(double speed, double heading) {
    return new Ping(ASHA, DADAR, NOON, 5, speed, heading);
  }

  /** So far along the plan's way, and so far beside it. */
  private static Ping fix(long millis, double eastMeters, double northMeters, double accuracy) {
    GeoPoint point = Globe.away(Globe.away(DADAR, 90, eastMeters), 0, northMeters);
    return new Ping(ASHA, point, NOON.plusMillis(millis), accuracy, 10, 90);
  }

  @ParameterizedTest
  @CsvSource({"14999, false", "15000, true", "60000, true", "-5000, false"})
  void whoGoesOnAsHeSaid_isDueWhenTheWaitIsOver(long millis, boolean due) {
    assertThat(plan.isDue(fix(millis, Math.min(150, millis / 100.0), 0, 5))).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "5000, 50, 24, false",
    "5000, 50, 26, true",
    "5000, 24, 0, true", // slower than he said
    "5000, 76, 0, true", // faster
    "999, 10, 40, false", // no sooner than 1 s
    "1000, 10, 40, true"
  })
  void whoIsOffThePredictedWay_isDueAtOnce(long millis, double east, double north, boolean due) {
    assertThat(plan.isDue(fix(millis, east, north, 5))).isEqualTo(due);
  }

  @Test
  void aFixThatIsLessAccurate_mustBeFartherOff() {
    assertThat(plan.isDue(fix(5_000, 50, 26, Double.NaN))).isTrue();
    assertThat(plan.isDue(fix(5_000, 50, 26, 30))).isFalse();
    assertThat(plan.isDue(fix(5_000, 50, 31, 30))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "90, 134, 10, false",
    "90, 136, 10, true",
    "90, 44, 10, true",
    "350, 30, 10, false", // across north
    "350, 40, 10, true",
    "90, 270, 0.5, false", // of one who stands the compass says nothing
    "90, NaN, 10, false",
    "NaN, 90, 10, false"
  })
  void aSharpTurn_isDueAtOnce(double before, double heading, double speed, boolean due) {
    Ping fix = new Ping(ASHA, DADAR, NOON.plusSeconds(1), 5, speed, heading);
    assertThat(PingPolicy.standard().nextPing(ping(10, before)).isDue(fix)).isEqualTo(due);
  }

  @Test
  void whoStood_isDueWhenHeSetsOut() {
    assertThat(parked.isDue(fix(20_000, 20, 0, 5))).isFalse();
    assertThat(parked.isDue(fix(20_000, 26, 0, 5))).isTrue();
    assertThat(parked.isDue(fix(30_000, 0, 0, 5))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "1.5, 15", "15, 150", "16, 150", "3600, 150"})
  void theWay_isPredictedForAsLongAsTheWait(double seconds, double meters) {
    GeoPoint predicted = plan.predicted(NOON.plusMillis(Math.round(1_000 * seconds)));
    assertThat(predicted.distanceMeters(Globe.away(DADAR, 90, meters))).isLessThan(1e-3);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 90", "NaN, 90", "10, NaN"})
  void whoStandsOrSaysTooLittle_isPredictedWhereHeWas(double speed, double heading) {
    PingPlan still = PingPolicy.standard().nextPing(ping(speed, heading));
    assertThat(still.predicted(NOON.plusSeconds(5))).isEqualTo(DADAR);
  }

  @Test
  void thePrediction_isAsFarAsTheSpeedSays_anywhereOnTheGlobe() {
    Random random = Globe.random();
    for (int i = 0; i < 10_000; i++) {
      GeoPoint from = Globe.anywhere(random);
      Ping ping = new Ping(ASHA, from, NOON, 5, random.nextDouble(1, 60), random.nextDouble(360));
      GeoPoint to = PingPolicy.standard().nextPing(ping).predicted(NOON.plusSeconds(10));
      assertThat(from.distanceMeters(to))
          .as("%s", ping)
          .isBetween(10 * ping.speedMps() - 0.01, 10 * ping.speedMps() + 0.01);
    }
  }

  @Test
  void anotherRidersFix_isAMistake() {
    Ping balu = Ping.of(new RiderId("balu"), DADAR, NOON);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.isDue(balu))
        .withMessage("fix.rider=balu is not ping.rider=asha");
  }

  @ParameterizedTest
  @CsvSource({
    "15, 0, 25, 45, 1, soonest=PT0S is not positive",
    "15, 16, 25, 45, 1, soonest=PT16S is more than latest=PT15S",
    "15, 1, -1, 45, 1, offWayMeters=-1.0 is not positive and finite",
    "15, 1, 25, -1, 1, turnDegrees=-1.0 is not between 0.0 and 180.0",
    "15, 1, 25, 45, NaN, movingMps=NaN is not positive and finite"
  })
  void aParameterOutOfRange_isNamedInTheError(
      long latest, long soonest, double offWay, double turn, double moving, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PingPlan(
                ping(10, 90),
                Duration.ofSeconds(latest),
                Duration.ofSeconds(soonest),
                offWay,
                turn,
                moving))
        .withMessage(message);
  }
}
