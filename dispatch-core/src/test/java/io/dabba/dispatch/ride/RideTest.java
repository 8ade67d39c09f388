package io.dabba.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RideTest {
  private static final GeoPoint POINT = new GeoPoint(19.0760, 72.8777);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void ride_carriesItsOrdersOnly() {
    Ride ride = ride(2);

    assertThat(ride.carries(new OrderId("order-1"))).isTrue();
    assertThat(ride.carries(new OrderId("order-2"))).isFalse();
  }

  @Test
  void ride_isReadyWhenAllItsOrdersAre() {
    assertThat(ride(3).readyAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(ride(3).withReady(new OrderId("order-2"), NOON).readyAt())
        .isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void rideWithoutAnOrder_keepsTheOthersInTheirOrder() {
    assertThat(ride(3).without(new OrderId("order-1")).orElseThrow().orders())
        .extracting(order -> order.id().value())
        .containsExactly("order-0", "order-2");
    assertThat(ride(3).without(new OrderId("order-3"))).contains(ride(3));
  }

  @Test
  void rideWithoutItsOnlyOrder_isNone() {
    assertThat(ride(1).without(new OrderId("order-0"))).isEmpty();
  }

  @Test
  void rideOfAsManyOrdersAsMayBe_isTaken() {
    assertThat(ride(Ride.MAX_ORDERS).orders()).hasSize(Ride.MAX_ORDERS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Ride.MAX_ORDERS + 1})
  void rideOfNoOrTooManyOrders_isRefused(int orders) {
    assertThatThrownBy(() -> ride(orders))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orders=%d of ride ride is not between 1 and 10".formatted(orders));
  }

  private static Ride ride(int orders) {
    List<RideOrder> carried =
        IntStream.range(0, orders)
            .mapToObj(
                n -> new RideOrder(new OrderId("order-" + n), POINT, NOON, NOON.plusSeconds(n)))
            .toList();
    return new Ride(new RideId("ride"), new CityId("mumbai"), POINT, carried);
  }
}
