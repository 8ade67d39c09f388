package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SearchHeapTest {
  @Test
  void nearestComesFirst_alsoIfItCameNearer_andAfterItWasTaken() {
    long seed = Long.getLong("dabba.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    SearchHeap heap = new SearchHeap();
    for (int round = 0; round < 50; round++) {
      int bound = random.nextInt(1, 200);
      heap.reset(bound);
      TreeMap<Integer, Double> expected = new TreeMap<>();
      for (int i = 0; i < 1_000; i++) {
        int number = random.nextInt(bound);
        double distance = expected.getOrDefault(number, 1e6) - random.nextDouble(1_000);
        if (random.nextInt(3) > 0) {
          heap.put(number, distance);
          expected.put(number, distance);
        } else if (!expected.isEmpty()) {
          double nearest = heap.nearestDistance();
          assertThat(expected.remove(heap.poll())).as("dabba.seed=%d", seed).isEqualTo(nearest);
          assertThat(expected.values()).allMatch(other -> other >= nearest);
        }
      }
    }
  }

  @Test
  void cleared_isEmpty_andTakesTheSameAgain() {
    SearchHeap heap = new SearchHeap();
    heap.reset(2);
    heap.put(1, 3);
    heap.put(0, 4);
    heap.clear();

    assertThat(heap.nearestDistance()).isInfinite();
    heap.put(1, 9);
    assertThat(heap.nearestDistance()).isEqualTo(9);
    assertThat(heap.poll()).isOne();
  }
}
