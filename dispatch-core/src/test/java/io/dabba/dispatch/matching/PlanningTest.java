package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {
  private static Planning with(int maxTrips, Duration offerLead, double unserved) {
    Planning standard = Planning.standard();
    return new Planning(
        standard.service(),
        standard.capacity(),
        maxTrips,
        offerLead,
        standard.soonFree(),
        standard.maxBundleDelay(),
        standard.maxClickToDoor(),
        standard.urgentAfter(),
        unserved);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11})
  void tripsOutOfRange_areRefusedByName(int maxTrips) {
    assertThatThrownBy(() -> with(maxTrips, Duration.ZERO, 1))
        .hasMessage("maxTrips=%d is not between 1 and 10", maxTrips);
  }

  @Test
  void negativeLead_isRefusedByName() {
    assertThatThrownBy(() -> with(1, Duration.ofSeconds(-1), 1))
        .hasMessage("offerLead=PT-1S is negative");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e7, Double.NaN})
  void unservedOutOfRange_isRefusedByName(double unserved) {
    assertThatThrownBy(() -> with(1, Duration.ZERO, unserved))
        .hasMessage("unserved=%s is not between 0 and 1e6", unserved);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11})
  void capacityOutOfRange_isRefusedByName(int orders) {
    assertThatThrownBy(() -> new Capacity(1, orders, 3, 5))
        .hasMessage("bicycle=%d is not between 1 and 10", orders);
  }

  @Test
  void capacity_isThatOfTheVehicle() {
    Capacity capacity = new Capacity(1, 2, 3, 5);

    assertThat(List.of(Vehicle.WALKING, Vehicle.BICYCLE, Vehicle.MOTORCYCLE, Vehicle.CAR))
        .extracting(capacity::of)
        .containsExactly(1, 2, 3, 5);
  }

  @Test
  void negativeServiceTime_isRefusedByName() {
    Duration zero = Duration.ZERO;
    assertThatThrownBy(() -> new ServiceTimes(zero, zero, Duration.ofSeconds(-1), zero))
        .hasMessage("beforeDropoff=PT-1S is negative");
  }

  @Test
  void serviceTime_isHalfBeforeAndHalfAfter() {
    assertThat(ServiceTimes.evenly(Duration.ofMinutes(4)))
        .isEqualTo(
            new ServiceTimes(
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                Duration.ofMinutes(2)));
  }

  @Test
  void windowWhoseCandidateIsNobody_isRefused_namingBoth() {
    Window window = new Windows().ride("a", 0, 1, 0, 0).rider("r", 0, 0).window();

    assertThatThrownBy(() ->
            new Window(
                window.now(),
                window.rides(),
                Map.of(),
                window.travelTimes(),
                window.costs(),
                window.planning(),
                0))
        .hasMessage(
            "riderId=%s is a candidate of ride a and not among the riders", new RiderId("r"));
  }
}
