package io.dabba.geo;

import static io.dabba.geo.PingVerdict.ACCEPTED;
import static io.dabba.geo.PingVerdict.FROM_THE_FUTURE;
import static io.dabba.geo.PingVerdict.TOO_FAST;
import static io.dabba.geo.PingVerdict.TOO_INACCURATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingFilterTest {
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final PingFilter filter = PingFilter.standard();

  @Test
  void aPingFromTheFuture_isRejectedPastTheTolerance() {
    assertThat(filter.judge(Ping.of(ASHA, DADAR, NOON.plusSeconds(10)), NOON)).isEqualTo(ACCEPTED);
    assertThat(filter.judge(Ping.of(ASHA, DADAR, NOON.plusSeconds(10).plusNanos(1)), NOON))
        .isEqualTo(FROM_THE_FUTURE);
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
        .isThrownBy(() -> new PingFilter(Duration.ZERO, worst, Duration.ofMinutes(1)))
        .withMessageStartingWith("worstAccuracyMeters=" + worst);
  }

  @Test
  void durationsOutOfRange_areNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PingFilter(Duration.ofSeconds(-1), 1, Duration.ofMinutes(1)))
        .withMessage("futureTolerance=PT-1S is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PingFilter(Duration.ZERO, 1, Duration.ZERO))
        .withMessage("trustLastFor=PT0S is not positive");
  }

  private PingVerdict judgeAfter(long seconds, double meters, double accuracy, Vehicle vehicle) {
    Instant at = NOON.plusSeconds(seconds);
    return filter.judge(ping(Globe.away(DADAR, 70, meters), at, accuracy), last(vehicle), at);
  }

  private static RiderPosition last(Vehicle vehicle) {
    return new RiderPosition(ASHA, DADAR, NOON, Availability.AVAILABLE, vehicle);
  }

  private static Ping ping(GeoPoint point, Instant at, double accuracy) {
    return new Ping(ASHA, point, at, accuracy, Double.NaN, Double.NaN);
  }
}
