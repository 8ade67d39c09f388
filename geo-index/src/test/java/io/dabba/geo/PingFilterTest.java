package io.dabba.geo;

import static io.dabba.geo.PingVerdict.ACCEPTED;
import static io.dabba.geo.PingVerdict.FROM_THE_FUTURE;
import static io.dabba.geo.PingVerdict.NO_POSITION;
import static io.dabba.geo.PingVerdict.OUT_OF_RANGE;
import static io.dabba.geo.PingVerdict.TOO_FAST;
import static io.dabba.geo.PingVerdict.TOO_INACCURATE;
import static io.dabba.geo.PingVerdict.TOO_OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingFilterTest {
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PingFilter filter = PingFilter.standard();

  @Test
  void aPingFromTheFuture_isRejectedPastTheTolerance() {
    assertThat(filter.judge(Ping.of(ASHA, DADAR, NOON.plusSeconds(10)), NOON)).isEqualTo(ACCEPTED);
    assertThat(filter.judge(Ping.of(ASHA, DADAR, NOON.plusSeconds(10).plusNanos(1)), NOON))
        .isEqualTo(FROM_THE_FUTURE);
  }

  @Test
  void aPingTooLongAgo_isRejected_alsoAsTheFirst() {
    assertThat(filter.judge(Ping.of(ASHA, DADAR, NOON.minusSeconds(120)), NOON))
        .isEqualTo(ACCEPTED);
    Ping old = Ping.of(ASHA, DADAR, NOON.minusSeconds(120).minusNanos(1));
    assertThat(filter.judge(old, NOON)).isEqualTo(TOO_OLD);
    assertThat(filter.judge(old, last(Vehicle.CAR, NOON.minusSeconds(200)), NOON))
        .isEqualTo(TOO_OLD);
    assertThat(filter.judge(Ping.of(ASHA, DADAR, Instant.MIN), NOON)).isEqualTo(TOO_OLD);
    assertThat(filter.judge(Ping.of(ASHA, DADAR, Instant.MAX), NOON)).isEqualTo(FROM_THE_FUTURE);
  }

  @Test
  void nullIsland_isNoPosition_andWhatLiesBesideItIsOne() {
    assertThat(filter.judge(Ping.of(ASHA, new GeoPoint(0, -0.0), NOON), NOON))
        .isEqualTo(NO_POSITION);
    assertThat(filter.judge(Ping.of(ASHA, new GeoPoint(0, 9.45), NOON), NOON)).isEqualTo(ACCEPTED);
    assertThat(filter.judge(Ping.of(ASHA, new GeoPoint(-1.29, 0), NOON), NOON)).isEqualTo(ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 72.8, 5",
    "19, NaN, 5",
    "90.1, 72.8, 5",
    "-Infinity, 72.8, 5",
    "19, 180.1, 5",
    "19, Infinity, 5",
    "19, 72.8, -1",
    "19, 72.8, Infinity"
  })
  void numbersOutOfRange_areAReasonAndNoException(double lat, double lng, double accuracy) {
    RawPing raw = new RawPing(ASHA, lat, lng, NOON.plusSeconds(1), accuracy, 5, 90);
    assertThat(filter.judge(raw, NOON)).isEqualTo(OUT_OF_RANGE);
    assertThat(filter.judge(raw, last(Vehicle.CAR), NOON)).isEqualTo(OUT_OF_RANGE);
    assertThat(raw.ping()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "NaN, NaN", "Infinity, 360.5"})
  void aSpeedAndHeadingOutOfRange_areUnknown_andThePlaceCounts(double speed, double heading) {
    RawPing raw = new RawPing(ASHA, DADAR.lat(), DADAR.lng(), NOON, Double.NaN, speed, heading);
    assertThat(filter.judge(raw, NOON)).isEqualTo(ACCEPTED);
    assertThat(raw.ping()).contains(Ping.of(ASHA, DADAR, NOON));
  }

  @Test
  void aStreamOfAnyNumbers_neverEndsInAnException() {
    Random random = Globe.random();
    double[] odd = {0, -0.0, -1, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE};
    for (int i = 0; i < 10_000; i++) {
      RawPing raw =
          new RawPing(
              ASHA,
              odd(odd, random, 90),
              odd(odd, random, 180),
              random.nextInt(9) == 0 ? Instant.MAX : NOON.plusSeconds(random.nextInt(-300, 30)),
              odd(odd, random, 200),
              odd(odd, random, 40),
              odd(odd, random, 360));
      PingVerdict verdict = filter.judge(raw, last(Vehicle.CAR), NOON);
      assertThat(verdict == OUT_OF_RANGE).as("%s", raw).isEqualTo(raw.ping().isEmpty());
    }
  }

  private static double odd(double[] odd, Random random, double max) {
    return random.nextInt(4) == 0 ? odd[random.nextInt(odd.length)] : random.nextDouble(-max, max);
  }

  @ParameterizedTest
  @CsvSource({"0, ACCEPTED", "100, ACCEPTED", "NaN, ACCEPTED", "100.1, TOO_INACCURATE"})
  void aPingOfPoorAccuracy_isRejected(double accuracy, PingVerdict verdict) {
    assertThat(filter.judge(ping(DADAR, NOON, accuracy), NOON)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"-1, OUTDATED", "0, OUTDATED", "1, ACCEPTED"})
  void aPingThatIsNotNewerThanTheLast_isRejected(long nanosLater, PingVerdict verdict) {
    Ping ping = Ping.of(ASHA, DADAR, NOON.plusNanos(nanosLater));
    assertThat(filter.judge(ping, last(Vehicle.CAR), NOON)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(Vehicle.class)
  void aRiderFasterThanHisVehicleCanBe_isRejected(Vehicle vehicle) {
    double reach = 20 * vehicle.topSpeedMps() + 100 + 5;
    assertThat(judgeAfter(20, reach - 1, 5, vehicle)).isEqualTo(ACCEPTED);
    assertThat(judgeAfter(20, reach + 1, 5, vehicle)).isEqualTo(TOO_FAST);
  }

  @Test
  void anUnknownAccuracy_countsAsTheWorst() {
    double reach = 20 * Vehicle.CAR.topSpeedMps() + 200;
    assertThat(judgeAfter(20, reach - 1, Double.NaN, Vehicle.CAR)).isEqualTo(ACCEPTED);
    assertThat(judgeAfter(20, reach + 1, Double.NaN, Vehicle.CAR)).isEqualTo(TOO_FAST);
  }

  @Test
  void aWrongLastPosition_shutsTheRiderOutForTwoMinutesAtMost() {
    assertThat(judgeAfter(120, 1_000_000, 5, Vehicle.CAR)).isEqualTo(TOO_FAST);
    assertThat(judgeAfter(121, 1_000_000, 5, Vehicle.CAR)).isEqualTo(ACCEPTED);
  }

  @Test
  void aWrongFirstPosition_doesNotLockTheRiderOut() {
    RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
    index.enroll(ASHA, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
    index.report(Ping.of(ASHA, Globe.away(DADAR, 10, 900_000), NOON));

    Instant now = NOON;
    PingVerdict verdict = TOO_FAST;
    while (verdict == TOO_FAST && now.isBefore(NOON.plusSeconds(600))) {
      now = now.plusSeconds(5);
      Ping ping = Ping.of(ASHA, DADAR, now);
      verdict = filter.judge(ping, index.find(ASHA).orElseThrow(), now);
      if (verdict == ACCEPTED) {
        index.report(ping);
      }
    }

    assertThat(verdict).isEqualTo(ACCEPTED);
    assertThat(now).isEqualTo(NOON.plusSeconds(125));
    assertThat(index.find(ASHA)).map(RiderPosition::point).contains(DADAR);
  }

  @Test
  void whatIsWrongWithAPingItself_countsAlsoBesideALastPosition() {
    assertThat(filter.judge(ping(DADAR, NOON.plusSeconds(60), 5), last(Vehicle.CAR), NOON))
        .isEqualTo(FROM_THE_FUTURE);
    assertThat(filter.judge(ping(DADAR, NOON.plusSeconds(5), 500), last(Vehicle.CAR), NOON))
        .isEqualTo(TOO_INACCURATE);
  }

  @Test
  void aPingAndALastPositionOfTwoRiders_isAMistake() {
    Ping ping = Ping.of(new RiderId("balu"), DADAR, NOON);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.judge(ping, last(Vehicle.CAR), NOON))
        .withMessage("ping.rider=balu is not last.rider=asha");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void anAccuracyThatIsNoLimit_isNamedInTheError(double worst) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PingFilter(Duration.ZERO, MINUTE, worst, MINUTE))
        .withMessageStartingWith("worstAccuracyMeters=" + worst);
  }

  @Test
  void durationsOutOfRange_areNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PingFilter(Duration.ofSeconds(-1), MINUTE, 1, MINUTE))
        .withMessage("futureTolerance=PT-1S is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PingFilter(Duration.ZERO, MINUTE, 1, Duration.ZERO))
        .withMessage("trustLastFor=PT0S is not positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PingFilter(Duration.ZERO, Duration.ZERO, 1, MINUTE))
        .withMessage("oldest=PT0S is not positive");
  }

  private PingVerdict judgeAfter(long seconds, double meters, double accuracy, Vehicle vehicle) {
    Instant at = NOON.plusSeconds(seconds);
    return filter.judge(ping(Globe.away(DADAR, 70, meters), at, accuracy), last(vehicle), at);
  }

  private static RiderPosition last(Vehicle vehicle) {
    return last(vehicle, NOON);
  }

  private static RiderPosition last(Vehicle vehicle, Instant at) {
    return new RiderPosition(ASHA, DADAR, at, Availability.AVAILABLE, vehicle);
  }

  private static Ping ping(GeoPoint point, Instant at, double accuracy) {
    return new Ping(ASHA, point, at, accuracy, Double.NaN, Double.NaN);
  }
}
