package io.dabba.dispatch.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OrderIdTest {
  @Test
  void id_isPrintedAsItIs() {
    assertThat(new OrderId("order-1")).hasToString("order-1");
  }

  @Test
  void badId_isRefusedByName() {
    assertThatThrownBy(() -> new OrderId(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orderId=");
  }
}
