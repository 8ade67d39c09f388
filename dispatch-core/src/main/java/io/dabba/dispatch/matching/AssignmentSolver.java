package io.dabba.dispatch.matching;

import java.util.Arrays;

/**
 * Finds an assignment of least total cost, exactly: rows are taken one by one, each along the
 * shortest augmenting path, which a Dijkstra finds by costs reduced by prices.
 *
 * <p>The same costs give the same assignment; which one of several that are equally cheap is not
 * said. O(rows * arcs * log(columns)) at most. Whole numbers below 2^53 / rows are reckoned without
 * any rounding; otherwise the total is the least up to rounding. Keeps its arrays for the next
 * solve, so it is not thread-safe.
 *
 * <p>R. Jonker and A. Volgenant, <i>A shortest augmenting path algorithm for dense and sparse
 * linear assignment problems</i>, Computing 38 (1987); G. Carpaneto and P. Toth, <i>Primal-dual
 * algorithms for the assignment problem</i>, Discrete Applied Mathematics 18 (1987).
 */
public final class AssignmentSolver {
  private static final int NONE = -1;

  private final ColumnHeap heap = new ColumnHeap();

  /** Of each column: the row that has it, or {@link #NONE}. */
  private int[] rowOf = {};

  /** Of each column: how far it is from where the search began; infinite if not in reach. */
  private double[] distances = {};

  /** Of each column in reach: the row and the arc by which it is reached. */
  private int[] rowBefore = {};

  private int[] arcBefore = {};

  /** The columns in reach, and those of them whose distance is final. */
  private int[] reached = {};

  private int reachedCount;
  private int[] settled = {};
  private int settledCount;

  /** A solver, with room for nothing yet. */
  public AssignmentSolver() {}

  /** Assigns each row to a column of its own, or to none, for the least total. */
  public MinCostAssignment solve(SparseCosts costs) {
    prepare(costs.columns());
    int[] arcOf = new int[costs.rows()];
    Arrays.fill(arcOf, NONE);
    double[] prices = new double[costs.columns()];
    for (int row = 0; row < costs.rows(); row++) {
      assign(row, costs, arcOf, prices);
    }
    return assignment(costs, arcOf, prices);
  }

  private void prepare(int columns) {
    heap.reset(columns);
    if (rowOf.length < columns) {
      rowOf = new int[columns];
      distances = new double[columns];
      rowBefore = new int[columns];
      arcBefore = new int[columns];
      reached = new int[columns];
      settled = new int[columns];
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }
    Arrays.fill(rowOf, 0, columns, NONE);
  }

  private void assign(int source, SparseCosts costs, int[] arcOf, double[] prices) {
    int[] columns = costs.arcColumns();
    double[] arcCosts = costs.arcCosts();
    reachedCount = 0;
    settledCount = 0;
    // the nearest end: a column that nobody has, or a row that is left without one
    double nearest = costs.unassignedCost(source);
    int lastRow = source;
    int lastArc = NONE;
    int row = source;
    double base = 0;
    double settledDistance = Double.NEGATIVE_INFINITY;
    while (true) {
      for (int arc = costs.firstArc(row), end = costs.endArc(row); arc < end; arc++) {
        int column = columns[arc];
        // nearer than what is settled is so by rounding only
        double distance = Math.max(settledDistance, base + (arcCosts[arc] + prices[column]));
        if (distance >= nearest || distance >= distances[column]) {
          continue;
        }
        if (rowOf[column] == NONE) {
          nearest = distance;
          lastRow = row;
          lastArc = arc;
        } else {
          if (distances[column] == Double.POSITIVE_INFINITY) {
            reached[reachedCount++] = column;
          }
          distances[column] = distance;
          rowBefore[column] = row;
          arcBefore[column] = arc;
          heap.put(column, distance);
        }
      }
      if (heap.isEmpty() || heap.nearestDistance() >= nearest) {
        break;
      }
      int column = heap.poll();
      settled[settledCount++] = column;
      settledDistance = distances[column];
      row = rowOf[column];
      base = settledDistance - (arcCosts[arcOf[row]] + prices[column]);
      double end = Math.max(settledDistance, base + costs.unassignedCost(row));
      if (end < nearest) {
        nearest = end;
        lastRow = row;
        lastArc = NONE;
      }
    }
    for (int i = 0; i < settledCount; i++) {
      prices[settled[i]] += nearest - distances[settled[i]];
    }
    for (int i = 0; i < reachedCount; i++) {
      distances[reached[i]] = Double.POSITIVE_INFINITY;
    }
    heap.clear();
    augment(source, lastRow, lastArc, columns, arcOf);
  }

  /** Gives the last row its arc, the row before it the column that is free by that, and so on. */
  private void augment(int source, int lastRow, int lastArc, int[] columns, int[] arcOf) {
    int row = lastRow;
    int arc = lastArc;
    while (true) {
      int before = arcOf[row];
      arcOf[row] = arc;
      if (arc != NONE) {
        rowOf[columns[arc]] = row;
      }
      if (row == source) {
        return;
      }
      int freed = columns[before];
      row = rowBefore[freed];
      arc = arcBefore[freed];
    }
  }

  private static MinCostAssignment assignment(SparseCosts costs, int[] arcOf, double[] prices) {
    int[] columns = costs.arcColumns();
    double[] arcCosts = costs.arcCosts();
    int[] columnOf = new int[costs.rows()];
    double[] rowPrices = new double[costs.rows()];
    double total = 0;
    for (int row = 0; row < columnOf.length; row++) {
      int arc = arcOf[row];
      if (arc == NONE) {
        columnOf[row] = MinCostAssignment.UNASSIGNED;
        rowPrices[row] = costs.unassignedCost(row);
        total += costs.unassignedCost(row);
      } else {
        columnOf[row] = columns[arc];
        rowPrices[row] = arcCosts[arc] + prices[columns[arc]];
        total += arcCosts[arc];
      }
    }
    return new MinCostAssignment(columnOf, total, rowPrices, prices);
  }
}
