package io.dabba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindNearestRidersTest {
  static final List<String> LINES = List.of("asha: 303 m", "balu: 1413 m");

  @Test
  void itPrintsThoseAvailable_nearestFirst() throws Exception {
    assertThat(Printed.by(() -> FindNearestRiders.main(new String[0]))).isEqualTo(LINES);
  }
}
