package io.dabba.benchmarks.bench.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeersTest {
  @ParameterizedTest
  @EnumSource
  void everyPeer_findsTheLeastTotal_thatAPlanByHandHas(Peers peer) {
    int[][] columnsOf = {{0, 1}, {0, 1}, {0}, {}};
    long[][] costsOf = {{1, 2}, {1, 100}, {5}, {}};

    Peer solver = peer.of(new CostMatrix(2, columnsOf, costsOf));

    assertThat(solver.solve()).isEqualTo(2 + 1 + 2 * CostMatrix.UNASSIGNED_MILLIS);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "30, 150, 8", "40, 40, 40", "40, 40, 6", "50, 20, 7", "20, 60, 60"})
  void allPeers_agree_everyTimeTheySolve(int rows, int columns, int arcs) {
    for (long seed = 0; seed < 5; seed++) {
      requireAgreement(CostMatrix.city(rows, columns, arcs, seed));
      requireAgreement(CostMatrix.random(rows, columns, arcs, seed));
    }
  }

  private static void requireAgreement(CostMatrix matrix) {
    long expected = Peers.DABBA.of(matrix).solve();
    for (Peers peer : Peers.values()) {
      Peer solver = peer.of(matrix);
      assertThat(solver.solve()).as(peer.label()).isEqualTo(expected);
      assertThat(solver.solve()).as(peer.label()).isEqualTo(expected);
    }
  }
}
