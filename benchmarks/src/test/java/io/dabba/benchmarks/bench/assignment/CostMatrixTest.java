package io.dabba.benchmarks.bench.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CostMatrixTest {
  @Test
  void ridersOfARide_areTheCheapest_inAscendingOrder() {
    CostMatrix all = CostMatrix.city(20, 100, 100, 3);
    CostMatrix few = CostMatrix.city(20, 100, 8, 3);

    assertThat(few.arcs()).isEqualTo(20 * 8);
    for (int row = 0; row < 20; row++) {
      assertThat(few.columnsOf(row)).isSorted().doesNotHaveDuplicates();
      assertThat(Arrays.stream(few.costsOf(row)).sorted().toArray())
          .isEqualTo(Arrays.stream(all.costsOf(row)).sorted().limit(8).toArray());
    }
  }

  @Test
  void noPairCostsWhatARowDoesWithoutAColumn() {
    CostMatrix.city(50, 50, 50, 1)
        .forEach((row, column, cost) ->
            assertThat(cost).isBetween(0L, CostMatrix.UNASSIGNED_MILLIS - 1));
  }

  @Test
  void denseSquare_isToldFromOthers() {
    assertThat(CostMatrix.random(4, 4, 4, 1).isDenseSquare()).isTrue();
    assertThat(CostMatrix.random(4, 4, 3, 1).isDenseSquare()).isFalse();
    assertThat(CostMatrix.random(3, 4, 4, 1).isDenseSquare()).isFalse();
  }

  @Test
  void sameSeed_givesTheSame() {
    CostMatrix first = CostMatrix.city(9, 30, 5, 1);
    CostMatrix second = CostMatrix.city(9, 30, 5, 1);
    for (int row = 0; row < 9; row++) {
      assertThat(second.columnsOf(row)).isEqualTo(first.columnsOf(row));
      assertThat(second.costsOf(row)).isEqualTo(first.costsOf(row));
    }
  }

  @Test
  void totalThatDiffers_failsTheBenchmark() {
    assertThat(SolveBenchmark.requireSame(3, 3)).isEqualTo(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> SolveBenchmark.requireSame(4, 3))
        .withMessage("total=4 is not Dabba's 3");
  }
}
