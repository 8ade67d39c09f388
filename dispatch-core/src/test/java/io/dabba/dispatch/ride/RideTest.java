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

  @Test
  void ride_carriesItsOrdersOnly() {
    Ride ride = ride(2);

    assertThat(ride.carries(new OrderId("order-1"))).isTrue();
    assertThat(ride.carries(new OrderId("order-2"))).isFalse();
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
            .mapToObj(n -> new RideOrder(new OrderId("order-" + n), POINT, Instant.EPOCH))
            .toList();
    return new Ride(new RideId("ride"), new CityId("mumbai"), POINT, carried);
  }
}
