package io.dabba.benchmarks.bench.assignment;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase.Status;

/**
 * OR-tools' {@code MinCostFlow} (cost scaling): a unit from each row through a column, or past
 * them, to a sink.
 */
final class OrToolsFlowPeer implements Peer {
  static {
    OrTools.load();
  }

  private final MinCostFlow flow;

  OrToolsFlowPeer(CostMatrix matrix) {
    int rows = matrix.rows();
    int columns = matrix.columns();
    int sink = rows + columns;
    flow = new MinCostFlow(sink + 1, matrix.arcs() + rows + columns);
    for (int row = 0; row < rows; row++) {
      flow.setNodeSupply(row, 1);
      flow.addArcWithCapacityAndUnitCost(row, sink, 1, CostMatrix.UNASSIGNED_MILLIS);
    }
    matrix.forEach(
        (row, column, cost) -> flow.addArcWithCapacityAndUnitCost(row, rows + column, 1, cost));
    for (int column = 0; column < columns; column++) {
      flow.addArcWithCapacityAndUnitCost(rows + column, sink, 1, 0);
    }
    flow.setNodeSupply(sink, -rows);
  }

  @Override
  public long solve() {
    OrTools.requireOptimal(flow.solve(), Status.OPTIMAL);
    return flow.getOptimalCost();
  }
}
