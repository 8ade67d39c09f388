package io.dabba.benchmarks.bench.assignment;

import io.dabba.dispatch.matching.AssignmentSolver;
import io.dabba.dispatch.matching.SparseCosts;

/** Dabba's {@link AssignmentSolver}, used again for every solve. */
final class DabbaPeer implements Peer {
  private final AssignmentSolver solver;
  private final SparseCosts costs;

  DabbaPeer(CostMatrix matrix) {
    this(matrix, new AssignmentSolver());
  }

  /** With a solver that has its arrays already. */
  DabbaPeer(CostMatrix matrix, AssignmentSolver solver) {
    this.solver = solver;
    SparseCosts.Builder builder =
        SparseCosts.builder(matrix.rows(), matrix.columns(), CostMatrix.UNASSIGNED_MILLIS);
    matrix.forEach((row, column, cost) -> builder.add(row, column, (double) cost));
    costs = builder.build();
  }

  @Override
  public long solve() {
    return Math.round(solver.solve(costs).totalCost());
  }
}
