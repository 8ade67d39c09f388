package io.dabba.benchmarks.bench.assignment;

import com.google.ortools.graph.LinearSumAssignment;
import com.google.ortools.graph.LinearSumAssignment.Status;

/**
 * OR-tools' {@code LinearSumAssignment} (cost scaling), which only knows as many of each and nobody
 * left over: a dense square as it is; anything else doubled, each row beside a column of its own
 * for staying without, each column beside a row of its own, and these joined as the rows and
 * columns are, for nothing.
 */
final class OrToolsAssignmentPeer implements Peer {
  static {
    OrTools.load();
  }

  private final LinearSumAssignment assignment = new LinearSumAssignment();

  OrToolsAssignmentPeer(CostMatrix matrix) {
    matrix.forEach(assignment::addArcWithCost);
    if (matrix.isDenseSquare()) {
      return;
    }
    int rows = matrix.rows();
    int columns = matrix.columns();
    matrix.forEach(
        (row, column, cost) -> assignment.addArcWithCost(rows + column, columns + row, 0));
    for (int row = 0; row < rows; row++) {
      assignment.addArcWithCost(row, columns + row, CostMatrix.UNASSIGNED_MILLIS);
    }
    for (int column = 0; column < columns; column++) {
      assignment.addArcWithCost(rows + column, column, 0);
    }
  }

  @Override
  public long solve() {
    OrTools.requireOptimal(assignment.solve(), Status.OPTIMAL);
    return assignment.getOptimalCost();
  }
}
