package io.dabba.benchmarks.bench.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.geo.PeerTimes.Times;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerTimesTest {
  private static final Times REDIS = new Times(6_000, 200_000, 0, 0);

  private final PeerTimes times = new PeerTimes();

  PeerTimesTest() {
    times.put(Peers.DABBA, new Times(100, 2_000, 0, 400));
    times.put(Peers.H3_MAPS, new Times(300, 5_000, 0, 0));
    times.put(Peers.S2, new Times(8_000, 4_000, 0, 0));
    times.put(Peers.RTREE2, new Times(4_000, 7_000, 0, 0));
    times.put(Peers.FLAT_GRID, new Times(10, 600, 0, 0));
    times.put(Peers.HARNESS, new Times(4, 3, 0, 0));
  }

  @Test
  void theBestRival_isTheBestAtEach_andNeitherTheLimitNorTheHarness() {
    assertThat(times.ratioBest(Times::moveNanos)).isEqualTo(3);
    assertThat(times.ratioBest(Times::nearest10Nanos)).isEqualTo(2);
    assertThat(times.bestTwo()).containsExactly(Peers.S2, Peers.H3_MAPS);
  }

  @Test
  void theTable_tellsHowManyTimesDabbasEachTakes() {
    PeerTable table = new PeerTable();
    table.add("10,000 riders", times, Optional.of(REDIS));

    assertThat(table.text().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "10,000 riders",
            "Dabba 100.0 1.00 0 2.000 1.00 400",
            "S2 point index 8000.0 80.00 0 4.000 2.00 0",
            "Redis, pipelined 6000.0 60.00 0 200.000 100.00 0");
  }
}
