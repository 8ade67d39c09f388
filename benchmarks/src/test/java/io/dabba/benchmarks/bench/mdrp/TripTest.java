package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripTest {
  private static final Rider RIDER = Tiny.rider("c1", 300, 0, 60);

  private static Trip trip(Rider rider, int leavesAt, Order... orders) {
    return Trip.of(Tiny.RULES, rider, rider.place(), rider.id(), leavesAt, List.of(orders));
  }

  @Test
  void foodIsTakenTwoMinutesAfterTheArrival_andGivenSo() {
    // 3 minutes to the diner, 5 to the door
    Trip trip = trip(RIDER, 10, Tiny.order("o1", 500, 0, 0));

    assertThat(trip.pickupAt()).isEqualTo(15);
    assertThat(trip.leavesPickupAt()).isEqualTo(17);
    assertThat(trip.dropoffsAt()).containsExactly(24);
    assertThat(trip.freeAt()).isEqualTo(26);
  }

  @Test
  void aRiderWaitsForAllFood_andGoesFromDoorToDoor() {
    Trip trip = trip(RIDER, 10, Tiny.order("o1", 500, 0, 0), Tiny.order("o2", 750, 0, 30));

    assertThat(trip.pickupAt()).isEqualTo(30);
    // 32 + 5 + 2; left at 41, + 3 + 2
    assertThat(trip.dropoffsAt()).containsExactly(39, 46);
    assertThat(trip.freeAt()).isEqualTo(48);
    assertThat(trip.lastLeg().toId()).isEqualTo("o2");
  }

  @Test
  void aPickupAfterTheShift_isForbidden_aDropoffIsNot() {
    assertThat(trip(RIDER, 55, Tiny.order("o1", 500, 0, 0)).pickupAt()).isEqualTo(60);
    assertThat(trip(RIDER, 55, Tiny.order("o1", 500, 0, 0)).isAllowed(Tiny.RULES)).isTrue();
    assertThat(trip(RIDER, 56, Tiny.order("o1", 500, 0, 0)).isAllowed(Tiny.RULES)).isFalse();
  }

  @Test
  void moreThanNinetyMinutesFromClickToDoor_areForbidden() {
    Rider late = Tiny.rider("c1", 300, 0, 200);
    // given 14 minutes after he leaves
    assertThat(trip(late, 86, Tiny.order("o1", 500, 10, 10)).isAllowed(Tiny.RULES)).isTrue();
    assertThat(trip(late, 87, Tiny.order("o1", 500, 10, 10)).isAllowed(Tiny.RULES)).isFalse();
  }

  @Test
  void aRiderIsOnHisWay_orWaitsWhereItEnds() {
    Trip trip = trip(RIDER, 10, Tiny.order("o1", 500, 0, 0));

    assertThat(trip.at(10)).isEqualTo(new Place(300, 0));
    assertThat(trip.at(12).xMeters()).isEqualTo(100);
    assertThat(trip.at(13)).isEqualTo(Tiny.DINER.place());
    assertThat(trip.at(17)).isEqualTo(Tiny.DINER.place());
    assertThat(trip.at(18).xMeters()).isEqualTo(100);
    assertThat(trip.at(500)).isEqualTo(new Place(500, 0));
  }
}
