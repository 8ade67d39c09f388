package io.dabba.benchmarks.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.Offer;
import io.dabba.geo.RiderId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.ThreadParams;

class MemoryOffersBenchmarkTest {
  @Test
  void ridesThatComeAgain_areOfferedAgain() {
    MemoryOffersBenchmark benchmark = new MemoryOffersBenchmark();
    Pairings pairings = pairings(0, 1);
    int cycles = 50_000;

    Offer last = benchmark.memory(pairings);
    for (int i = 1; i < cycles; i++) {
      last = benchmark.memory(pairings);
    }

    assertThat(last.token().value()).isEqualTo(cycles);
  }

  @Test
  void threadsShareNoRider() {
    Set<RiderId> first = ridersOf(pairings(0, 2));
    Set<RiderId> second = ridersOf(pairings(1, 2));

    assertThat(first).hasSize(Pairings.RIDERS / 2).doesNotContainAnyElementsOf(second);
    assertThat(second).hasSize(Pairings.RIDERS / 2);
  }

  private static Pairings pairings(int thread, int threads) {
    Pairings pairings = new Pairings();
    pairings.pair(new ThreadParams(thread, threads, 0, 1, 0, 1, 0, 1, 0, 1));
    return pairings;
  }

  private static Set<RiderId> ridersOf(Pairings pairings) {
    Set<RiderId> riders = new HashSet<>();
    for (int i = 0; i < Pairings.RIDERS; i++) {
      riders.add(pairings.next().rider());
    }
    return riders;
  }
}
