package io.dabba.dispatch.eta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreatCircleTravelTimesTest {
  private static final GeoPoint HERE = new GeoPoint(19.0760, 72.8777);

  /** One degree of a meridian is 111,195 m. */
  private static final GeoPoint ONE_KILOMETER_NORTH = new GeoPoint(19.0760 + 1 / 111.195, 72.8777);

  private final TravelTimes travelTimes = new GreatCircleTravelTimes();

  @ParameterizedTest
  @CsvSource({"WALKING, 928", "BICYCLE, 288", "MOTORCYCLE, 173", "CAR, 185"})
  void kilometer_takesSoManySecondsPerVehicle(Vehicle vehicle, long seconds) {
    assertThat(travelTimes.between(HERE, ONE_KILOMETER_NORTH, vehicle))
        .isCloseTo(Duration.ofSeconds(seconds), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(Vehicle.class)
  void wayBack_takesAsLong(Vehicle vehicle) {
    assertThat(travelTimes.between(ONE_KILOMETER_NORTH, HERE, vehicle))
        .isEqualTo(travelTimes.between(HERE, ONE_KILOMETER_NORTH, vehicle));
  }

  @ParameterizedTest
  @EnumSource(Vehicle.class)
  void nowhere_takesNoTime(Vehicle vehicle) {
    assertThat(travelTimes.between(HERE, HERE, vehicle)).isZero();
  }

  @Test
  void detourFactor_stretchesTheWay() {
    Duration straight =
        new GreatCircleTravelTimes(1).between(HERE, ONE_KILOMETER_NORTH, Vehicle.CAR);

    assertThat(new GreatCircleTravelTimes(2).between(HERE, ONE_KILOMETER_NORTH, Vehicle.CAR))
        .isCloseTo(straight.multipliedBy(2), Duration.ofMillis(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, -1, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
  void detourFactorOutOfRange_isRefusedByName(double factor) {
    assertThatThrownBy(() -> new GreatCircleTravelTimes(factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("detourFactor=%s is not between 1 and 10".formatted(factor));
  }
}
