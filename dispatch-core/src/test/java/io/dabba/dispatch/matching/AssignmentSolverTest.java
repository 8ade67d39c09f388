package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentSolverTest {
  private static final double NEVER = 1_000_000;

  private final AssignmentSolver solver = new AssignmentSolver();

  @Test
  void cheapestOfOne_isGivenUp_whereThatCostsAnotherMore() {
    SparseCosts costs =
        SparseCosts.builder(2, 2, NEVER)
            .add(0, 0, 1)
            .add(0, 1, 2)
            .add(1, 0, 1)
            .add(1, 1, 100)
            .build();

    assertThat(columnsOf(costs)).containsExactly(1, 0);
    assertThat(solver.solve(costs).totalCost()).isEqualTo(3);
  }

  @Test
  void rowThatIsCheaperWithoutAColumn_hasNone() {
    SparseCosts costs =
        SparseCosts.builder(2, 2, NEVER).add(0, 0, 5).unassigned(0, 4).add(1, 1, 5).build();

    assertThat(columnsOf(costs)).containsExactly(MinCostAssignment.UNASSIGNED, 1);
    assertThat(solver.solve(costs).totalCost()).isEqualTo(9);
  }

  @Test
  void ofTwoRowsForOneColumn_theOneThatIsDearerWithoutHasIt() {
    SparseCosts costs =
        SparseCosts.builder(2, 1, 10).add(0, 0, 1).add(1, 0, 3).unassigned(1, 50).build();

    assertThat(columnsOf(costs)).containsExactly(MinCostAssignment.UNASSIGNED, 0);
    assertThat(solver.solve(costs).totalCost()).isEqualTo(13);
  }

  @Test
  void negativeCosts_areSoughtAfter() {
    SparseCosts costs =
        SparseCosts.builder(2, 2, 0).add(0, 0, -5).add(0, 1, -4).add(1, 0, -3).build();

    assertThat(columnsOf(costs)).containsExactly(1, 0);
    assertThat(solver.solve(costs).totalCost()).isEqualTo(-7);
  }

  @Test
  void price_isWhatARowMoreWouldPayForTheColumn() {
    MinCostAssignment assignment =
        solver.solve(
            SparseCosts.builder(2, 2, NEVER)
                .add(0, 0, 1)
                .add(0, 1, 11)
                .add(1, 0, 2)
                .add(1, 1, 20)
                .build());

    assertThat(assignment.columnPrice(0)).isEqualTo(10);
    assertThat(assignment.columnPrice(1)).isZero();
    assertThat(assignment.rowPrice(0)).isEqualTo(11);
    assertThat(assignment.rowPrice(1)).isEqualTo(12);
  }

  @Test
  void rowsWithoutAPair_noColumns_andNoRows_areAssignedToNothing() {
    assertThat(columnsOf(SparseCosts.builder(2, 3, 7).build())).containsOnly(-1).hasSize(2);
    assertThat(solver.solve(SparseCosts.builder(2, 3, 7).build()).totalCost()).isEqualTo(14);
    assertThat(columnsOf(SparseCosts.builder(1, 0, 7).build())).containsExactly(-1);
    assertThat(columnsOf(SparseCosts.builder(0, 3, 7).build())).isEmpty();
    assertThat(columnsOf(SparseCosts.builder(0, 0, 7).build())).isEmpty();
  }

  @Test
  void allEqualCosts_fillEveryColumn() {
    SparseCosts.Builder builder = SparseCosts.builder(130, 100, 5);
    for (int i = 0; i < 130 * 100; i++) {
      builder.add(i / 100, i % 100, 3);
    }
    SparseCosts costs = builder.build();

    assertThat(IntStream.of(columnsOf(costs)).filter(column -> column >= 0).distinct())
        .hasSize(100);
    assertThat(solver.solve(costs).totalCost()).isEqualTo(100 * 3 + 30 * 5);
  }

  @Test
  void costsOfVeryDifferentSize_leaveTheSmallOnesTheirSay() {
    SparseCosts costs =
        SparseCosts.builder(3, 3, 1e9)
            .add(0, 0, 2e-6)
            .add(0, 1, 1e-6)
            .add(1, 0, 1e-6)
            .add(1, 1, 1e-6)
            .add(2, 2, 1e8)
            .build();

    assertThat(columnsOf(costs)).containsExactly(1, 0, 2);
  }

  @Test
  void largestCosts_doNotOverflow() {
    double most = SparseCosts.LARGEST_COST;
    SparseCosts costs =
        SparseCosts.builder(2, 2, most)
            .add(0, 0, -most)
            .add(0, 1, -most)
            .add(1, 0, -most)
            .add(1, 1, most)
            .build();

    assertThat(solver.solve(costs).totalCost()).isEqualTo(-2 * most);
  }

  @Test
  void sameCosts_areAssignedTheSame_whateverWasSolvedBefore() {
    SparseCosts costs = new RandomCosts(7).kind(60, 50);
    int[] first = columnsOf(costs);
    for (int i = 0; i < 20; i++) {
      solver.solve(new RandomCosts(i).upTo(80));
      assertThat(columnsOf(costs)).isEqualTo(first);
    }
    assertThat(new AssignmentSolver().solve(costs).totalCost())
        .isEqualTo(solver.solve(costs).totalCost());
  }

  @Test
  void laterSolves_leaveAnEarlierAnswerAlone() {
    SparseCosts costs = new RandomCosts(3).kind(40, 40);
    MinCostAssignment early = solver.solve(costs);

    solver.solve(new RandomCosts(4).kind(40, 40));

    OptimalityProof.check(costs, early, 1e-6);
  }

  private int[] columnsOf(SparseCosts costs) {
    MinCostAssignment assignment = solver.solve(costs);
    return IntStream.range(0, costs.rows()).map(assignment::columnOf).toArray();
  }
}
