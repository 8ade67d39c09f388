package io.dabba.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.lifecycle.Tables;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RideLifecycleTest {
  @Test
  void table_isThisOne() {
    assertThat(Tables.asText(RideStatus.class, RideLifecycle.TABLE))
        .isEqualTo(
            """
            PENDING -> OFFERED | CANCELLED | FAILED | JOINED
            OFFERED -> ACCEPTED | PENDING | CANCELLED
            ACCEPTED -> PICKED_UP | PENDING | CANCELLED
            PICKED_UP -> COMPLETED | CANCELLED
            """);
  }

  @Test
  void completedCancelledFailedAndJoined_areFinal() {
    assertThat(Arrays.stream(RideStatus.values()).filter(RideLifecycle.TABLE::isFinal))
        .containsExactly(
            RideStatus.COMPLETED, RideStatus.CANCELLED, RideStatus.FAILED, RideStatus.JOINED);
  }

  @Test
  void everyStatus_isReachable() {
    assertThat(Tables.reachableFrom(RideStatus.PENDING, RideLifecycle.TABLE))
        .containsExactlyInAnyOrder(RideStatus.values());
  }
}
