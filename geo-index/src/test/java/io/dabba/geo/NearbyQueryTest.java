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
    NearbyQuery query = NearbyQuery.around(CENTER, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.withAvailabilities(Set.of()))
        .withMessageStartingWith("availabilities=[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.withVehicles(Set.of()))
        .withMessageStartingWith("vehicles=[]");
  }

  @Test
  void setsAreCopied_soThatALaterChangeOfTheirsChangesNoQuery() {
    Set<Availability> availabilities = EnumSet.of(Availability.AVAILABLE);
    NearbyQuery query = NearbyQuery.around(CENTER, 1).withAvailabilities(availabilities);
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
    NearbyQuery moved = query.at(new GeoPoint(1, 2));
    assertThat(moved.center()).isEqualTo(new GeoPoint(1, 2));
    assertThat(query.center()).isEqualTo(CENTER);
    assertAsNarrowed(query, since);
    assertAsNarrowed(moved, since);
  }

  private static void assertAsNarrowed(NearbyQuery query, Instant since) {
    assertThat(query.radiusMeters()).isEqualTo(3_000);
    assertThat(query.limit()).isEqualTo(5);
    assertThat(query.seenSince()).isEqualTo(since);
    assertThat(query.availabilities())
        .containsExactlyInAnyOrder(Availability.AVAILABLE, Availability.RIDING);
    assertThat(query.vehicles()).containsExactly(Vehicle.CAR);
    assertThat(query.accepts(new RiderId("r1"))).isTrue();
    assertThat(query.accepts(new RiderId("r2"))).isFalse();
  }
}
