package io.dabba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DispatchInMemoryTest {
  static final List<String> LINES = List.of("ride-1 is offered to asha under token 1", "Accepted");

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void theOfferIsMade_andAccepted() throws Exception {
    assertThat(Printed.by(() -> DispatchInMemory.main(new String[0]))).isEqualTo(LINES);
  }
}
