package io.dabba.geo;

import static io.dabba.geo.Availability.AVAILABLE;
import static io.dabba.geo.Availability.OFFLINE;
import static io.dabba.geo.Availability.RIDING;
import static io.dabba.geo.Vehicle.BICYCLE;
import static io.dabba.geo.Vehicle.CAR;
import static io.dabba.geo.Vehicle.MOTORCYCLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiderIndexTest {
  private static final CityId MUMBAI = new CityId("mumbai");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALU = new RiderId("balu");
  private static final RiderId CHITRA = new RiderId("chitra");

  private final RiderIndex index = new RiderIndex(MUMBAI, Duration.ofMinutes(2));

  @Test
  void aRiderWithoutAPing_isEnrolledAndNeverAnAnswer() {
    index.enroll(ASHA, CAR, AVAILABLE);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.find(ASHA)).isEmpty();
    assertThat(index.positions(NOON)).isEmpty();
    assertThat(found(NearbyQuery.around(DADAR, NearbyQuery.MAX_RADIUS_METERS))).isEmpty();
  }

  @Test
  void thePingOfARiderWhoIsNotEnrolled_isRefused() {
    assertThat(index.report(Ping.of(ASHA, DADAR, NOON))).isFalse();
    assertThat(index.size()).isZero();
    assertThat(index.find(ASHA)).isEmpty();
  }

  @Test
  void aPingThatIsNotNewer_isRefused() {
    GeoPoint elsewhere = Globe.away(DADAR, 90, 5_000);
    enrollAt(ASHA, DADAR);
    assertThat(index.report(Ping.of(ASHA, elsewhere, NOON.minusNanos(1_000)))).isFalse();
    assertThat(index.report(Ping.of(ASHA, elsewhere, NOON))).isFalse();
    assertThat(index.find(ASHA).orElseThrow().point()).isEqualTo(DADAR);
    assertThat(index.report(Ping.of(ASHA, elsewhere, NOON.plusNanos(1_000)))).isTrue();
    assertThat(index.find(ASHA).orElseThrow().point()).isEqualTo(elsewhere);
  }

  @Test
  void find_saysAllThatIsKnown() {
    index.enroll(ASHA, CAR, AVAILABLE);
    index.report(Ping.of(ASHA, DADAR, NOON));
    index.availability(ASHA, RIDING);
    assertThat(index.find(ASHA)).contains(new RiderPosition(ASHA, DADAR, NOON, RIDING, CAR));
    assertThat(index.find(ASHA).orElseThrow().age(NOON.plusSeconds(30))).hasSeconds(30);
  }

  @Test
  void enrollingAgain_changesTheRiderAndKeepsHisPosition() {
    enrollAt(ASHA, DADAR);
    index.enroll(ASHA, BICYCLE, OFFLINE);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.find(ASHA)).contains(new RiderPosition(ASHA, DADAR, NOON, OFFLINE, BICYCLE));
  }

  @Test
  void aRemovedRider_isForgotten() {
    enrollAt(ASHA, DADAR);
    assertThat(index.remove(ASHA)).isTrue();
    assertThat(index.remove(ASHA)).isFalse();
    assertThat(index.availability(ASHA, AVAILABLE)).isFalse();
    assertThat(index.size()).isZero();
    assertThat(found(NearbyQuery.around(DADAR, 1_000))).isEmpty();

    index.enroll(ASHA, CAR, AVAILABLE);
    assertThat(index.find(ASHA)).isEmpty();
    assertThat(index.report(Ping.of(ASHA, DADAR, NOON.minusSeconds(60)))).isTrue();
  }

  @Test
  void forgottenPositions_leaveEveryRiderEnrolledAsHeWas() {
    enrollAt(ASHA, DADAR);
    enrollAt(BALU, DADAR);
    index.enroll(BALU, BICYCLE, RIDING);
    index.forgetPositions();
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.positions(NOON)).isEmpty();
    assertThat(index.find(ASHA)).isEmpty();
    assertThat(found(NearbyQuery.around(DADAR, NearbyQuery.MAX_RADIUS_METERS))).isEmpty();

    GeoPoint elsewhere = Globe.away(DADAR, 90, 5_000);
    index.report(Ping.of(BALU, elsewhere, NOON.plusSeconds(5)));
    assertThat(index.positions(NOON))
        .containsExactly(new RiderPosition(BALU, elsewhere, NOON.plusSeconds(5), RIDING, BICYCLE));
    assertThat(found(NearbyQuery.around(DADAR, 1_000))).isEmpty();
    assertThat(found(NearbyQuery.around(elsewhere, 0))).containsExactly(BALU);
    assertThat(index.remove(ASHA)).isTrue();
  }

  @Test
  void aPositionFromTheFuture_blocksThePingsAfterItUntilPositionsAreForgotten() {
    index.enroll(ASHA, CAR, AVAILABLE);
    index.report(Ping.of(ASHA, DADAR, NOON.plus(Duration.ofDays(365))));
    assertThat(index.report(Ping.of(ASHA, DADAR, NOON))).isFalse();
    index.forgetPositions();
    assertThat(index.report(Ping.of(ASHA, DADAR, NOON))).isTrue();
    assertThat(index.find(ASHA)).contains(new RiderPosition(ASHA, DADAR, NOON, AVAILABLE, CAR));
  }

  @Test
  void nearest_isOrderedByDistanceAndThenById() {
    enrollAt(CHITRA, Globe.away(DADAR, 0, 500));
    enrollAt(BALU, Globe.away(DADAR, 0, 500));
    enrollAt(ASHA, Globe.away(DADAR, 0, 900));
    assertThat(found(NearbyQuery.around(DADAR, 1_000))).containsExactly(BALU, CHITRA, ASHA);
    assertThat(found(NearbyQuery.around(DADAR, 1_000).withLimit(1))).containsExactly(BALU);
  }

  @Test
  void aRiderExactlyAtTheRadius_isWithin() {
    GeoPoint point = Globe.away(DADAR, 45, 800);
    enrollAt(ASHA, point);
    double distance = DADAR.distanceMeters(point);
    assertThat(index.within(DADAR, distance, NOON)).hasSize(1);
    assertThat(index.within(DADAR, Math.nextDown(distance), NOON)).isEmpty();
  }

  @Test
  void radiusZero_findsWhoIsExactlyThere() {
    enrollAt(ASHA, new GeoPoint(-16.5, 180));
    enrollAt(BALU, new GeoPoint(90, 77));
    assertThat(index.within(new GeoPoint(-16.5, -180), 0, NOON))
        .extracting(NearbyRider::rider)
        .containsExactly(ASHA);
    assertThat(index.within(new GeoPoint(90, -103), 0, NOON))
        .containsExactly(new NearbyRider(BALU, new GeoPoint(90, 77), NOON, CAR, 0));
  }

  @Test
  void availabilityVehicleAgeAndPredicate_eachNarrowTheAnswer() {
    index.enroll(ASHA, CAR, AVAILABLE);
    index.enroll(BALU, MOTORCYCLE, AVAILABLE);
    index.enroll(CHITRA, MOTORCYCLE, RIDING);
    index.report(Ping.of(ASHA, DADAR, NOON));
    index.report(Ping.of(BALU, DADAR, NOON.minusSeconds(60)));
    index.report(Ping.of(CHITRA, DADAR, NOON.minusSeconds(110)));
    NearbyQuery all = NearbyQuery.around(DADAR, 0);

    assertThat(found(all.withAvailabilities(AVAILABLE))).containsExactly(ASHA, BALU);
    assertThat(found(all.withVehicles(MOTORCYCLE, BICYCLE))).containsExactly(BALU, CHITRA);
    assertThat(found(all.withSeenSince(NOON.minusSeconds(60)))).containsExactly(ASHA, BALU);
    assertThat(found(all.withRiders(rider -> !rider.equals(BALU)))).containsExactly(ASHA, CHITRA);
    assertThat(found(all.withVehicles(CAR).withAvailabilities(RIDING))).isEmpty();
  }

  @Test
  void aStaleRider_isInNoAnswerAtOnce() {
    enrollAt(ASHA, DADAR);
    NearbyQuery query = NearbyQuery.around(DADAR, 100);
    Instant last = NOON.plusSeconds(120);
    assertThat(index.nearest(query, last)).hasSize(1);
    assertThat(index.positions(last)).hasSize(1);

    Instant late = last.plusNanos(1_000);
    assertThat(index.nearest(query, late)).isEmpty();
    assertThat(index.within(DADAR, 100, late)).isEmpty();
    assertThat(index.positions(late)).isEmpty();
    assertThat(index.cellCounts(8, EnumSet.allOf(Availability.class), late).riders()).isEmpty();
  }

  /**
   * A query may call the index from its predicate, which needs no lock and has a search of its own.
   */
  @Test
  void thePredicate_mayAskTheIndex() {
    enrollAt(ASHA, DADAR);
    enrollAt(BALU, Globe.away(DADAR, 0, 1_000));
    enrollAt(CHITRA, Globe.away(DADAR, 0, 1_010));
    NearbyQuery query =
        NearbyQuery.around(DADAR, 5_000)
            .withRiders(rider -> {
              GeoPoint there = index.find(rider).orElseThrow().point();
              return index.within(there, 50, NOON).size() > 1;
            });
    assertThat(found(query)).containsExactly(BALU, CHITRA);
  }

  @Test
  void aPredicateThatFails_failsTheQueryAndNoLaterOne() {
    enrollAt(ASHA, DADAR);
    NearbyQuery query = NearbyQuery.around(DADAR, 10);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            found(
                query.withRiders(rider -> {
                  throw new IllegalStateException(rider.value());
                })))
        .withMessage("asha");
    assertThat(found(query)).containsExactly(ASHA);
  }

  @Test
  void anOldPosition_leavesTheMemoryWhileTheIndexIsAsked() {
    enrollAt(ASHA, DADAR);
    enrollAt(BALU, DADAR);
    for (int second = 1; second <= 600; second++) {
      Instant now = NOON.plusSeconds(second);
      index.report(Ping.of(BALU, DADAR, now));
      assertThat(index.within(DADAR, 10, now)).hasSize(second <= 120 ? 2 : 1);
      if (second <= 120) {
        assertThat(index.find(ASHA)).as("after %d s", second).isPresent();
      } else if (second > 240) {
        assertThat(index.find(ASHA)).as("after %d s", second).isEmpty();
      }
    }
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.report(Ping.of(ASHA, DADAR, NOON.plusSeconds(1)))).isTrue();
  }

  /** However many its riders: all in the time that makes a position stale, a share at a time. */
  @Test
  void inAStaleCity_allPositionsLeaveTheMemoryWithinTwoRounds() {
    for (int i = 0; i < 3_000; i++) {
      enrollAt(new RiderId("r" + i), Globe.away(DADAR, i, i));
    }
    for (int second = 0; second <= 250; second++) {
      index.within(DADAR, 10, NOON.plusSeconds(second));
    }
    assertThat(index.positions(Instant.MIN)).isEmpty();
    assertThat(index.size()).isEqualTo(3_000);
  }

  @Test
  void pingsFromTheFuture_makeNobodyForgotten() {
    for (int i = 0; i < 1_000; i++) {
      enrollAt(new RiderId("r" + i), Globe.away(DADAR, i, 10 * i));
    }
    enrollAt(ASHA, DADAR);
    for (int minute = 0; minute < 100; minute++) {
      index.report(Ping.of(ASHA, DADAR, NOON.plus(Duration.ofDays(365 + minute))));
      index.within(DADAR, 10, NOON.plusMillis(minute));
    }
    assertThat(index.positions(NOON)).hasSize(1_001);
  }

  @Test
  void ridersAtOneDistance_areCutOffByTheirIds_whoeverCameFirst() {
    GeoPoint there = Globe.away(DADAR, 0, 500);
    enrollAt(ASHA, there);
    enrollAt(CHITRA, there);
    enrollAt(BALU, there);
    for (int limit = 1; limit <= 3; limit++) {
      assertThat(found(NearbyQuery.around(DADAR, 1_000).withLimit(limit)))
          .isEqualTo(List.of(ASHA, BALU, CHITRA).subList(0, limit));
    }
  }

  @Test
  void aNullAvailability_isRefusedAndHoldsNothingUp() {
    enrollAt(ASHA, DADAR);
    assertThatNullPointerException().isThrownBy(() -> index.availability(ASHA, nothing()));
    assertThat(index.find(ASHA)).isPresent();
    assertThat(index.availability(ASHA, RIDING)).isTrue();
  }

  @SuppressWarnings("NullAway") // what a caller without checks may do
  private static Availability nothing() {
    return null;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-91, 90.1, Double.NaN})
  void aLatitudeThatIsNone_isNamedInTheErrorAndChangesNothing(double lat) {
    enrollAt(ASHA, DADAR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.report(ASHA, lat, 72, Long.MAX_VALUE))
        .withMessageContaining("lat=" + lat);
    assertThat(index.find(ASHA).orElseThrow().point()).isEqualTo(DADAR);
  }

  @Test
  void positions_areASnapshotByRiderId() {
    enrollAt(BALU, DADAR);
    enrollAt(ASHA, DADAR);
    List<RiderPosition> before = index.positions(NOON);
    index.remove(ASHA);
    assertThat(before).extracting(RiderPosition::rider).containsExactly(ASHA, BALU);
  }

  @Test
  void enrolled_areThoseOfTheAvailabilities_withoutAPositionToo() {
    RiderId away = new RiderId("away");
    RiderId riding = new RiderId("riding");
    enrollAt(new RiderId("free"), new GeoPoint(19, 72));
    index.enroll(riding, CAR, Availability.RIDING);
    index.enroll(away, CAR, Availability.OFFLINE);

    assertThat(index.enrolled(Set.of(Availability.RIDING, Availability.OFFLINE)))
        .containsExactlyInAnyOrder(riding, away);
    index.remove(away);
    assertThat(index.enrolled(Set.of(Availability.OFFLINE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void staleAfterThatIsNotPositive_isNamedInTheError(long millis) {
    Duration staleAfter = Duration.ofMillis(millis);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RiderIndex(MUMBAI, staleAfter))
        .withMessage("staleAfter=" + staleAfter + " is not positive");
  }

  private void enrollAt(RiderId rider, GeoPoint point) {
    index.enroll(rider, CAR, AVAILABLE);
    index.report(Ping.of(rider, point, NOON));
  }

  private List<RiderId> found(NearbyQuery query) {
    return index.nearest(query, NOON).stream().map(NearbyRider::rider).toList();
  }
}
