package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

/** Proves by its prices that no assignment undercuts one: it is valid, and its slacks are right. */
final class OptimalityProof {
  private final SparseCosts costs;
  private final MinCostAssignment assignment;
  private final double tolerance;

  private OptimalityProof(SparseCosts costs, MinCostAssignment assignment, double tolerance) {
    this.costs = costs;
    this.assignment = assignment;
    this.tolerance = tolerance;
  }

  /** Fails unless the assignment is valid, and optimal but for so much of each row's cost. */
  static void check(SparseCosts costs, MinCostAssignment assignment, double tolerance) {
    OptimalityProof proof = new OptimalityProof(costs, assignment, tolerance);
    proof.checkValid();
    proof.checkPrices();
  }

  private void checkValid() {
    assertThat(assignment.rows()).isEqualTo(costs.rows());
    assertThat(assignment.columns()).isEqualTo(costs.columns());
    boolean[] isTaken = new boolean[costs.columns()];
    double total = 0;
    for (int row = 0; row < costs.rows(); row++) {
      int column = assignment.columnOf(row);
      if (column == MinCostAssignment.UNASSIGNED) {
        total += costs.unassignedCost(row);
        continue;
      }
      assertThat(costs.cost(row, column)).as("a pair that may be").isFinite();
      assertThat(isTaken[column]).as("column %d is taken twice", column).isFalse();
      isTaken[column] = true;
      total += costs.cost(row, column);
    }
    assertThat(assignment.totalCost()).isEqualTo(total);
    for (int column = 0; column < costs.columns(); column++) {
      if (!isTaken[column]) {
        assertThat(assignment.columnPrice(column)).as("price of a free column").isZero();
      }
    }
  }

  private void checkPrices() {
    for (int column = 0; column < costs.columns(); column++) {
      assertThat(assignment.columnPrice(column)).isNotNegative();
    }
    double dual = 0;
    for (int row = 0; row < costs.rows(); row++) {
      double best = costs.unassignedCost(row);
      for (int arc = costs.firstArc(row); arc < costs.endArc(row); arc++) {
        int column = costs.arcColumns()[arc];
        best = Math.min(best, costs.arcCosts()[arc] + assignment.columnPrice(column));
      }
      assertThat(Math.abs(assignment.rowPrice(row) - best))
          .as("price of row %d is %s, the least %s", row, assignment.rowPrice(row), best)
          .isLessThanOrEqualTo(tolerance);
      dual += best;
    }
    for (int column = 0; column < costs.columns(); column++) {
      dual -= assignment.columnPrice(column);
    }
    // what no assignment is below, whatever the prices
    assertThat(assignment.totalCost() - dual)
        .isLessThanOrEqualTo(tolerance * Math.max(1, costs.rows()));
  }
}
