package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingTest {
  private static final RiderId RIDER = new RiderId("r1");
  private static final GeoPoint POINT = new GeoPoint(19.07, 72.88);
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, accuracyMeters=-1.0",
    "Infinity, 0, 0, accuracyMeters=Infinity",
    "0, -1, 0, speedMps=-1.0",
    "0, Infinity, 0, speedMps=Infinity",
    "0, 0, -1, headingDegrees=-1.0",
    "0, 0, 360.5, headingDegrees=360.5"
  })
  void aNumberOutOfRange_isNamedInTheError(
      double accuracy, double speed, double heading, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ping(RIDER, POINT, AT, accuracy, speed, heading))
        .withMessageContaining(named)
        .withMessageContaining("NaN");
  }

  @Test
  void whatTheAppDidNotSay_isNaN() {
    assertThat(Ping.of(RIDER, POINT, AT))
        .isEqualTo(new Ping(RIDER, POINT, AT, Double.NaN, Double.NaN, Double.NaN));
  }

  @Test
  void theEndsOfTheRanges_areAllowed() {
    assertThat(new Ping(RIDER, POINT, AT, 0, 0, 360).headingDegrees()).isEqualTo(360);
  }
}
