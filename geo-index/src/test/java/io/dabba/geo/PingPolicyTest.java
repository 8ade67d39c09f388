package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void aFirstPing_isAnsweredBySpeed(double speed, long millis) {
    Ping ping = new Ping(ASHA, DADAR, NOON, UNKNOWN, speed, UNKNOWN);
    assertThat(policy.nextPing(ping)).isEqualTo(Duration.ofMillis(millis));
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
    Ping ping =
        new Ping(
            ASHA,
            Globe.away(DADAR, 90, meters),
            NOON.plusSeconds(seconds),
            accuracy,
            UNKNOWN,
            UNKNOWN);
    assertThat(policy.nextPing(ping, LAST)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "90, 90, 4000",
    "90, 134, 4000",
    "90, 136, 1000",
    "90, 44, 1000",
    "90, 270, 1000",
    "350, 30, 4000", // across north
    "350, 40, 1000",
    "90, NaN, 4000" // unknown
  })
  void afterASharpTurn_theNextPingIsDueAtOnce(double cameBy, double heading, long millis) {
    assertThat(policy.nextPing(moving(5, cameBy, 27.5, heading), LAST))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aHeadingWithoutAWay_isNoTurn() {
    assertThat(policy.nextPing(moving(5, 90, 3, 270), LAST)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aWayOfManyTurns_saysNothingOfTheLastOne() {
    assertThat(policy.nextPing(moving(10, 90, 55, 270), LAST)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.nextPing(moving(11, 90, 55, 270), LAST)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aRiderWhoStands_isParkedWhateverHisCompassSays() {
    Ping ping = new Ping(ASHA, Globe.away(DADAR, 90, 30), NOON.plusSeconds(5), 5, 0.2, 270);
    assertThat(policy.nextPing(ping, LAST)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aPingThatIsNotNewer_isTakenAsAFirst() {
    assertThat(policy.nextPing(moving(0, 90, 50, 270), LAST)).isEqualTo(Duration.ofSeconds(4));
    assertThat(policy.nextPing(Ping.of(ASHA, DADAR, NOON), LAST)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void noWait_isLongerThanTheLongest() {
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
      assertThat(policy.nextPing(ping, LAST))
          .as("%s", ping)
          .isBetween(policy.turning(), policy.longestInterval());
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
    "30, 5, 3, 0, turning=PT0S is not positive",
    "30, 5, 3, 4, turning=PT4S is more than fast=PT3S",
    "30, 5, 6, 1, fast=PT6S is more than slow=PT5S",
    "4, 5, 3, 1, slow=PT5S is more than parked=PT4S"
  })
  void waitsOutOfOrder_areNamedInTheError(
      long parked, long slow, long fast, long turning, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PingPolicy(
                Duration.ofSeconds(parked),
                Duration.ofSeconds(slow),
                Duration.ofSeconds(fast),
                Duration.ofSeconds(turning)))
        .withMessage(message);
  }

  /** At 5.5 m/s, which alone is due in 4 s. */
  private static Ping moving(long seconds, double cameBy, double meters, double heading) {
    GeoPoint point = Globe.away(DADAR, cameBy, meters);
    return new Ping(ASHA, point, NOON.plusSeconds(seconds), 5, 5.5, heading);
  }
}
