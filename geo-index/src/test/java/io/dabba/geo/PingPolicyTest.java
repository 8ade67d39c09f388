package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingPolicyTest {
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final RiderPosition LAST =
      new RiderPosition(ASHA, DADAR, NOON, Availability.RIDING, Vehicle.MOTORCYCLE);
  private static final double UNKNOWN = Double.NaN;

  private final PingPolicy policy = PingPolicy.standard();

  @ParameterizedTest
  @CsvSource({
    "0, 30000",
    "0.99, 30000",
    "1, 5000",
    "5.5, 4000",
    "10, 3000",
    "40, 3000",
    "NaN, 5000"
  })
  void aRiderWhoDoesNotSayWhereTo_isAnsweredBySpeed(double speed, long millis) {
    Ping ping = new Ping(ASHA, DADAR, NOON, UNKNOWN, speed, UNKNOWN);
    assertThat(policy.nextPing(ping).latest()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0.99, 30", "1, 15", "40, 15", "NaN, 5"})
  void aRiderWhoSaysHowFastAndWhereTo_canBePredictedAndWaits(double speed, long seconds) {
    Ping ping = new Ping(ASHA, DADAR, NOON, UNKNOWN, speed, 90);
    assertThat(policy.nextPing(ping))
        .isEqualTo(
            new PingPlan(ping, Duration.ofSeconds(seconds), Duration.ofSeconds(1), 25, 45, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 4, 5, 30000", // within its accuracy: standing
    "5, 6, 5, 4956", // 6 m in 5 s
    "5, 19, NaN, 30000", // within the usual accuracy
    "5, 27.5, NaN, 4000",
    "10, 300, NaN, 3000"
  })
  void withoutASpeed_theWayFromTheLastPositionTells(
      long seconds, double meters, double accuracy, long millis) {
    GeoPoint point = Globe.away(DADAR, 90, meters);
    Ping ping = new Ping(ASHA, point, NOON.plusSeconds(seconds), accuracy, UNKNOWN, 90);
    assertThat(policy.nextPing(ping, LAST).latest()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aSpeedThatIsSaid_countsWhateverTheWay() {
    Ping ping = new Ping(ASHA, Globe.away(DADAR, 90, 30), NOON.plusSeconds(5), 5, 0.2, 270);
    assertThat(policy.nextPing(ping, LAST)).isEqualTo(policy.nextPing(ping));
    assertThat(policy.nextPing(ping, LAST).latest()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aPingThatIsNotNewer_isTakenAsAFirst() {
    Ping ping = Ping.of(ASHA, Globe.away(DADAR, 90, 50), NOON);
    assertThat(policy.nextPing(ping, LAST)).isEqualTo(policy.nextPing(ping));
  }

  @ParameterizedTest
  @CsvSource({
    "Infinity, 10, 15000, 25",
    "200, 10, 15000, 25",
    "100, 10, 10000, 25", // there in 10 s
    "20, 10, 2000, 20",
    "4, 10, 1000, 10", // no sooner than 1 s, no nearer than 10 m
    "0, 10, 1000, 10",
    "20, 0, 20000, 20", // who stands may set out
    "200, 0, 30000, 25",
    "20, NaN, 2000, 20" // maybe fast
  })
  void nearAFence_theNextPingIsDueByTheTimeToReachIt(
      double meters, double speed, long millis, double offWayMeters) {
    Ping ping = new Ping(ASHA, DADAR, NOON, 5, speed, 90);
    PingPlan plan = policy.nearFence(policy.nextPing(ping), meters);
    assertThat(plan.latest()).isEqualTo(Duration.ofMillis(millis));
    assertThat(plan.offWayMeters()).isEqualTo(offWayMeters);
    assertThat(plan.ping()).isEqualTo(ping);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN})
  void aDistanceThatIsNone_isNamedInTheError(double meters) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.nearFence(policy.nextPing(Ping.of(ASHA, DADAR, NOON)), meters))
        .withMessage("metersToFence=%s is not a distance".formatted(meters));
  }

  @Test
  void noWait_isLongerThanTheLongestOrShorterThanTheSoonest() {
    Random random = Globe.random();
    for (int i = 0; i < 10_000; i++) {
      Ping ping =
          new Ping(
              ASHA,
              Globe.near(DADAR, 1_000, random),
              NOON.plusMillis(random.nextInt(100_000)),
              random.nextBoolean() ? UNKNOWN : random.nextDouble(100),
              random.nextBoolean() ? UNKNOWN : random.nextDouble(40),
              random.nextBoolean() ? UNKNOWN : random.nextDouble(360));
      PingPlan plan = policy.nextPing(ping, LAST);
      assertThat(plan.latest()).as("%s", ping).isBetween(policy.fast(), policy.longestInterval());
      assertThat(policy.nearFence(plan, random.nextDouble(300)).latest())
          .as("%s", ping)
          .isBetween(policy.soonest(), plan.latest());
    }
    assertThat(policy.longestInterval()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aPingAndALastPositionOfTwoRiders_isAMistake() {
    Ping ping = Ping.of(new RiderId("balu"), DADAR, NOON);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.nextPing(ping, LAST))
        .withMessageContaining("balu");
  }

  @ParameterizedTest
  @CsvSource({
    "30, 15, 5, 3, 0, soonest=PT0S is not positive",
    "30, 15, 5, 3, 4, soonest=PT4S is more than fast=PT3S",
    "30, 15, 5, 6, 1, fast=PT6S is more than slow=PT5S",
    "30, 4, 5, 3, 1, slow=PT5S is more than steady=PT4S",
    "14, 15, 5, 3, 1, steady=PT15S is more than parked=PT14S"
  })
  void waitsOutOfOrder_areNamedInTheError(
      long parked, long steady, long slow, long fast, long soonest, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PingPolicy(
                Duration.ofSeconds(parked),
                Duration.ofSeconds(steady),
                Duration.ofSeconds(slow),
                Duration.ofSeconds(fast),
                Duration.ofSeconds(soonest),
                1,
                10,
                45,
                25,
                10))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 45, 25, 10, movingMps=0.0 is not positive and finite",
    "1, Infinity, 45, 25, 10, fastMps=Infinity is not positive and finite",
    "1, 1, 45, 25, 10, movingMps=1.0 is not below fastMps=1.0",
    "1, 10, 181, 25, 10, turnDegrees=181.0 is not between 0.0 and 180.0",
    "1, 10, NaN, 25, 10, turnDegrees=NaN is not between 0.0 and 180.0",
    "1, 10, 45, 0, 10, offWayMeters=0.0 is not positive and finite",
    "1, 10, 45, 25, 0, fenceOffWayMeters=0.0 is not positive and finite",
    "1, 10, 45, 25, 26, fenceOffWayMeters=26.0 is not between 0.0 and 25.0"
  })
  void numbersOutOfRange_areNamedInTheError(
      double moving, double fast, double turn, double offWay, double fence, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PingPolicy(
                policy.parked(),
                policy.steady(),
                policy.slow(),
                policy.fast(),
                policy.soonest(),
                moving,
                fast,
                turn,
                offWay,
                fence))
        .withMessage(message);
  }
}
