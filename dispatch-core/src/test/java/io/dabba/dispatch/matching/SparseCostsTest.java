package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseCostsTest {
  @Test
  void pairsInAnyOrder_areFound_andOthersAreInfinite() {
    SparseCosts costs =
        SparseCosts.builder(3, 4, 9)
            .add(2, 1, 0.5)
            .add(0, 3, 3)
            .add(2, 0, -2)
            .unassigned(1, 8)
            .build();

    assertThat(costs.rows()).isEqualTo(3);
    assertThat(costs.columns()).isEqualTo(4);
    assertThat(costs.arcs()).isEqualTo(3);
    assertThat(costs.cost(0, 3)).isEqualTo(3);
    assertThat(costs.cost(2, 0)).isEqualTo(-2);
    assertThat(costs.cost(2, 1)).isEqualTo(0.5);
    assertThat(costs.cost(2, 2)).isInfinite();
    assertThat(costs.cost(1, 0)).isInfinite();
    assertThat(costs.unassignedCost(0)).isEqualTo(9);
    assertThat(costs.unassignedCost(1)).isEqualTo(8);
  }

  @Test
  void ofAPairGivenTwice_theLeastCostCounts() {
    SparseCosts costs =
        SparseCosts.builder(1, 2, 9).add(0, 1, 4).add(0, 0, 7).add(0, 1, 3).add(0, 1, 5).build();

    assertThat(costs.arcs()).isEqualTo(2);
    assertThat(costs.cost(0, 1)).isEqualTo(3);
    assertThat(costs.cost(0, 0)).isEqualTo(7);
  }

  @Test
  void builderCanGoOn_withoutAChangeToWhatItBuilt() {
    SparseCosts.Builder builder = SparseCosts.builder(1, 20, 9).add(0, 1, 4);
    SparseCosts early = builder.build();
    for (int column = 19; column >= 0; column--) {
      builder.add(0, column, column);
    }
    SparseCosts late = builder.unassigned(0, 1).build();

    assertThat(early.arcs()).isOne();
    assertThat(early.unassignedCost(0)).isEqualTo(9);
    assertThat(late.arcs()).isEqualTo(20);
    assertThat(late.cost(0, 1)).isOne();
    assertThat(late.cost(0, 19)).isEqualTo(19);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2e100})
  void costThatIsNotFinite_orTooLarge_isRefusedByName(double cost) {
    SparseCosts.Builder builder = SparseCosts.builder(1, 1, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(0, 0, cost))
        .withMessage("cost=%s is not within 1.0E100 of 0", cost);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.unassigned(0, cost))
        .withMessage("cost=%s is not within 1.0E100 of 0", cost);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseCosts.builder(1, 1, cost))
        .withMessage("unassignedCost=%s is not within 1.0E100 of 0", cost);
  }

  @Test
  void rowsAndColumnsThatAreNot_areRefusedByName() {
    SparseCosts.Builder builder = SparseCosts.builder(2, 3, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(2, 0, 1))
        .withMessage("row=2 is not from 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(0, -1, 1))
        .withMessage("column=-1 is not from 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.unassigned(-1, 1))
        .withMessage("row=-1 is not from 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseCosts.builder(-1, 3, 0))
        .withMessage("rows=-1 is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseCosts.builder(1, -3, 0))
        .withMessage("columns=-3 is negative");
  }
}
