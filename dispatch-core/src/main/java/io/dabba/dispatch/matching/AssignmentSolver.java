package io.dabba.dispatch.matching;

import java.util.Arrays;

/**
 * Finds an assignment of least total cost, exactly: row after row takes the shortest augmenting
 * path, which a Dijkstra finds over costs that the columns' prices have reduced. A search looks at
 * the few cheapest arcs of a row first, and at the others only if it comes as far as their bound;
 * it never goes past the nearest free column or the nearest row that is cheaper left without one.
 *
 * <p>The same costs give the same assignment; which one of several that are equally cheap is not
 * said. O(rows * arcs * log(rows + columns)) at most. Whole numbers whose sums stay below 2^53 are
 * reckoned without rounding; otherwise the total is the least up to rounding. Keeps its arrays for
 * the next solve, so it is not thread-safe; what it returns is.
 *
 * <p>R. Jonker and A. Volgenant, <i>A shortest augmenting path algorithm for dense and sparse
 * linear assignment problems</i>, Computing 38 (1987); G. Carpaneto and P. Toth, <i>Primal-dual
 * algorithms for the assignment problem</i>, Discrete Applied Mathematics 18 (1987). To solve over
 * a core of cheap arcs and price the rest: A. Volgenant, <i>Linear and semi-assignment problems: a
 * core oriented approach</i>, Computers and Operations Research 23 (1996).
 */
public final class AssignmentSolver {
  private static final int NONE = -1;

  private final CheapArcs cheap = new CheapArcs();

  /** Of columns in reach, and of rows ({@code columns + row}) whose other arcs may be next. */
  private final SearchHeap heap = new SearchHeap();

  /** Of each column: the row that has it, or {@link #NONE}. */
  private int[] rowOf = {};

  /** Of each row: the arc to the column that it has, or {@link #NONE}. */
  private int[] arcOf = {};

  /** Of each column; they only rise, from 0 as long as it is free. */
  private double[] prices = {};

  /** Of each column: how far it is from the row that is searched for; infinite if not reached. */
  private double[] distances = {};

  /** Of each column reached: the row and the arc by which it was. */
  private int[] rowBefore = {};

  private int[] arcBefore = {};

  /** Of each row passed: its distance less its price. */
  private double[] bases = {};

  private int[] reached = {};
  private int reachedCount;

  /** Reached columns whose distance is final. */
  private int[] settled = {};

  private int settledCount;

  /** The distance of the column settled last; nothing that is reached now can be nearer. */
  private double frontier;

  /** The distance of the nearest end so far: a free column, or a row left without one. */
  private double nearestEnd;

  private int endRow;

  /** The arc from the end's row to the free column, or {@link #NONE}. */
  private int endArc;

  /** A solver with room for nothing yet. */
  public AssignmentSolver() {}

  /** Gives each row a column of its own, or none, for the least total cost. */
  public MinCostAssignment solve(SparseCosts costs) {
    prepare(costs);
    for (int row = 0; row < costs.rows(); row++) {
      search(row, costs);
      raisePrices();
      augment(row, costs.arcColumns());
    }
    return assignment(costs);
  }

  private void prepare(SparseCosts costs) {
    int rows = costs.rows();
    int columns = costs.columns();
    cheap.reset(costs);
    heap.reset(Math.addExact(columns, rows));
    if (rowOf.length < columns) {
      rowOf = new int[columns];
      distances = new double[columns];
      rowBefore = new int[columns];
      arcBefore = new int[columns];
      reached = new int[columns];
      settled = new int[columns];
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }
    if (arcOf.length < rows) {
      arcOf = new int[rows];
      bases = new double[rows];
    }
    Arrays.fill(rowOf, 0, columns, NONE);
    Arrays.fill(arcOf, 0, rows, NONE);
    prices = new double[columns];
  }

  /** Finds the end that is nearest to the row, and the way to it. */
  private void search(int source, SparseCosts costs) {
    double[] arcCosts = costs.arcCosts();
    int columns = costs.columns();
    frontier = Double.NEGATIVE_INFINITY;
    nearestEnd = costs.unassignedCost(source);
    endRow = source;
    endArc = NONE;
    pass(source, 0, costs);
    while (heap.nearestDistance() < nearestEnd) {
      frontier = heap.nearestDistance();
      int next = heap.poll();
      if (next >= columns) {
        passOtherArcs(next - columns, costs);
        continue;
      }
      settled[settledCount++] = next;
      int row = rowOf[next];
      double base = frontier - (arcCosts[arcOf[row]] + prices[next]);
      double end = Math.max(frontier, base + costs.unassignedCost(row));
      if (end < nearestEnd) {
        nearestEnd = end;
        endRow = row;
        endArc = NONE;
      }
      pass(row, base, costs);
    }
  }

  /** Reaches the columns of the row's cheap arcs, and remembers where its others might begin. */
  private void pass(int row, double base, SparseCosts costs) {
    if (!cheap.has(row)) {
      cheap.look(row, costs, prices);
    }
    int[] arcs = cheap.arcs();
    int[] columns = cheap.columns();
    double[] cheapCosts = cheap.costs();
    for (int i = cheap.first(row), end = cheap.end(row); i < end; i++) {
      reach(columns[i], base + (cheapCosts[i] + prices[columns[i]]), row, arcs[i]);
    }
    double others = base + cheap.bound(row);
    if (others < nearestEnd) {
      bases[row] = base;
      heap.put(costs.columns() + row, Math.max(frontier, others));
    }
  }

  private void passOtherArcs(int row, SparseCosts costs) {
    int[] columns = costs.arcColumns();
    double[] arcCosts = costs.arcCosts();
    double base = bases[row];
    for (int arc = costs.firstArc(row), end = costs.endArc(row); arc < end; arc++) {
      reach(columns[arc], base + (arcCosts[arc] + prices[columns[arc]]), row, arc);
    }
    cheap.look(row, costs, prices);
  }

  private void reach(int column, double by, int row, int arc) {
    // nearer than the frontier is so by rounding only, and would unsettle a column
    double distance = Math.max(frontier, by);
    if (distance >= nearestEnd || distance >= distances[column]) {
      return;
    }
    if (rowOf[column] == NONE) {
      nearestEnd = distance;
      endRow = row;
      endArc = arc;
      return;
    }
    if (distances[column] == Double.POSITIVE_INFINITY) {
      reached[reachedCount++] = column;
    }
    distances[column] = distance;
    rowBefore[column] = row;
    arcBefore[column] = arc;
    heap.put(column, distance);
  }

  /** Makes what was settled as dear as the end is far, so that the way costs nothing more. */
  private void raisePrices() {
    while (settledCount > 0) {
      int column = settled[--settledCount];
      prices[column] += nearestEnd - distances[column];
    }
    while (reachedCount > 0) {
      distances[reached[--reachedCount]] = Double.POSITIVE_INFINITY;
    }
    heap.clear();
  }

  /** Gives the last row its end, the row before it the column that it leaves, and so on. */
  private void augment(int source, int[] columns) {
    int row = endRow;
    int arc = endArc;
    while (true) {
      int left = arcOf[row];
      arcOf[row] = arc;
      if (arc != NONE) {
        rowOf[columns[arc]] = row;
      }
      if (row == source) {
        return;
      }
      row = rowBefore[columns[left]];
      arc = arcBefore[columns[left]];
    }
  }

  private MinCostAssignment assignment(SparseCosts costs) {
    int[] columns = costs.arcColumns();
    double[] arcCosts = costs.arcCosts();
    int[] columnOf = new int[costs.rows()];
    double[] rowPrices = new double[costs.rows()];
    double total = 0;
    for (int row = 0; row < columnOf.length; row++) {
      int arc = arcOf[row];
      boolean isAssigned = arc != NONE;
      double cost = isAssigned ? arcCosts[arc] : costs.unassignedCost(row);
      columnOf[row] = isAssigned ? columns[arc] : MinCostAssignment.UNASSIGNED;
      rowPrices[row] = isAssigned ? cost + prices[columns[arc]] : cost;
      total += cost;
    }
    return new MinCostAssignment(columnOf, total, rowPrices, prices);
  }
}
