package io.dabba.dispatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.lifecycle.Tables;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderLifecycleTest {
  @Test
  void table_isThatOfTheDesign() {
    assertThat(Tables.asText(OrderStatus.class, OrderLifecycle.TABLE))
        .isEqualTo(
            """
            CREATED -> PAYMENT_PENDING | CONFIRMED | CANCELLED
            PAYMENT_PENDING -> CONFIRMED | CANCELLED
            CONFIRMED -> ASSIGNED | CANCELLED
            ASSIGNED -> READY | CONFIRMED | CANCELLED
            READY -> PICKED_UP | CONFIRMED | CANCELLED
            PICKED_UP -> DELIVERED | CANCELLED
            """);
  }

  @Test
  void deliveredAndCancelled_areFinal() {
    assertThat(Arrays.stream(OrderStatus.values()).filter(OrderLifecycle.TABLE::isFinal))
        .containsExactly(OrderStatus.DELIVERED, OrderStatus.CANCELLED);
  }

  @Test
  void everyStatus_isReachable() {
    assertThat(Tables.reachableFrom(OrderStatus.CREATED, OrderLifecycle.TABLE))
        .containsExactlyInAnyOrder(OrderStatus.values());
  }

  @Test
  void everyStatusThatIsNotFinal_canBeCancelled() {
    for (OrderStatus status : OrderStatus.values()) {
      assertThat(OrderLifecycle.TABLE.allows(status, OrderStatus.CANCELLED))
          .as("%s may be cancelled", status)
          .isEqualTo(!OrderLifecycle.TABLE.isFinal(status));
    }
  }
}
