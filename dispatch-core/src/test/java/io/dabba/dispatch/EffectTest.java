package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EffectTest {
  private static final RideId RIDE = new RideId("tray");
  private static final RideId OTHER = new RideId("other");
  private static final OrderId DOSA = new OrderId("dosa");

  @Test
  void bundleOfMoreOrdersThanARideHolds_isRefused() {
    List<OrderId> stops =
        IntStream.rangeClosed(0, Ride.MAX_ORDERS).mapToObj(n -> new OrderId("o" + n)).toList();

    assertThatThrownBy(() -> offer(List.of(OTHER), stops))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stops=11 of ride tray is not at most 10");
  }

  @Test
  void rideOrOrderTwice_isRefused() {
    assertThatThrownBy(() -> offer(List.of(OTHER, OTHER), List.of(DOSA)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ride tray is joined by [other, other]");
    assertThatThrownBy(() -> offer(List.of(OTHER), List.of(DOSA, DOSA)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("with the stops [dosa, dosa]");
  }

  @Test
  void rideThatJoinsItself_orStopsOfNone_areRefused() {
    assertThatThrownBy(() -> offer(List.of(RIDE), List.of(DOSA)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> offer(List.of(), List.of(DOSA)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> offer(List.of(OTHER), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Effect offer(List<RideId> joined, List<OrderId> stops) {
    return new Effect.OpenOffer(RIDE, new RiderId("asha"), Instant.EPOCH, joined, stops);
  }
}
