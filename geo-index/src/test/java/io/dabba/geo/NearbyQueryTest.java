package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearbyQueryTest {
  private static final GeoPoint CENTER = new GeoPoint(19.07, 72.88);

  @ParameterizedTest
  @ValueSource(doubles = {-1, 500_001, Double.NaN, Double.POSITIVE_INFINITY})
  void aRadiusOutOfRange_isNamedInTheError(double radius) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearbyQuery.around(CENTER, radius))
        .withMessage("radiusMeters=" + radius + " is not between 0 and 500000.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5})
  void aLimitBelowOne_isNamedInTheError(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearbyQuery.around(CENTER, 10).withLimit(limit))
        .withMessage("limit=" + limit + " is not at least 1");
  }

  @Test
  void aSetThatAllowsNobody_isNamedInTheError() {
    Set<Availability> all = EnumSet.allOf(Availability.class);
    Set<Vehicle> any = EnumSet.allOf(Vehicle.class);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new NearbyQuery(CENTER, 1, 1, Instant.EPOCH, Set.of(), any, rider -> true))
        .withMessageStartingWith("availabilities=[]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new NearbyQuery(CENTER, 1, 1, Instant.EPOCH, all, Set.of(), rider -> true))
        .withMessageStartingWith("vehicles=[]");
  }

  @Test
  void setsAreCopied_soThatALaterChangeOfTheirsChangesNoQuery() {
    Set<Availability> availabilities = EnumSet.of(Availability.AVAILABLE);
    NearbyQuery query =
        new NearbyQuery(
            CENTER, 1, 1, Instant.EPOCH, availabilities, Set.of(Vehicle.CAR), rider -> true);
    availabilities.add(Availability.OFFLINE);
    assertThat(query.availabilities()).containsExactly(Availability.AVAILABLE);
    assertThatThrownBy(() -> query.vehicles().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void eachCondition_leavesTheOthersAsTheyWere() {
    Instant since = Instant.parse("2026-11-22T12:00:00Z");
    NearbyQuery query =
        NearbyQuery.around(CENTER, 3_000)
            .withLimit(5)
            .withSeenSince(since)
            .withAvailabilities(Availability.AVAILABLE, Availability.RIDING)
            .withVehicles(Vehicle.CAR)
            .withRiders(rider -> rider.value().equals("r1"));
    assertThat(query.center()).isEqualTo(CENTER);
    assertThat(query.radiusMeters()).isEqualTo(3_000);
    assertThat(query.limit()).isEqualTo(5);
    assertThat(query.seenSince()).isEqualTo(since);
    assertThat(query.availabilities())
        .containsExactlyInAnyOrder(Availability.AVAILABLE, Availability.RIDING);
    assertThat(query.vehicles()).containsExactly(Vehicle.CAR);
    assertThat(query.riders().test(new RiderId("r1"))).isTrue();
    assertThat(query.riders().test(new RiderId("r2"))).isFalse();
  }
}
