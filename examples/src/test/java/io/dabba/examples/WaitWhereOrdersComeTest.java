package io.dabba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitWhereOrdersComeTest {
  static final List<String> LINES =
      List.of(
          "6.0 orders an hour at the station",
          "balu: wait at the station, where 3.0 orders are expected");

  @Test
  void whoIsInReach_isSentWhereARiderIsLacking_andWhoStandsWellStays() throws Exception {
    assertThat(Printed.by(() -> WaitWhereOrdersCome.main(new String[0]))).isEqualTo(LINES);
  }
}
