package io.dabba.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RideIdTest {
  @Test
  void id_isPrintedAsItIs() {
    assertThat(new RideId("ride-1")).hasToString("ride-1");
  }

  @Test
  void badId_isRefusedByName() {
    assertThatThrownBy(() -> new RideId(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rideId=");
  }
}
