package io.dabba.dispatch.matching;

import java.util.Arrays;
import java.util.Objects;

/**
 * What it costs to give a row (a ride) one of the columns (the riders), for the pairs that may be,
 * and what it costs to leave a row without one. Costs may be negative; a pair that is not here may
 * not be. Compressed rows, columns ascending in each. Immutable.
 */
public final class SparseCosts {
  /** No cost is farther from 0, so that no sum of costs overflows. */
  public static final double LARGEST_COST = 1e100;

  private final int columns;
  private final double[] unassignedCosts;

  /** The pairs of row {@code i} are those from {@code starts[i]} up to {@code starts[i + 1]}. */
  private final int[] starts;

  private final int[] arcColumns;
  private final double[] arcCosts;

  private SparseCosts(
      int columns, double[] unassignedCosts, int[] starts, int[] arcColumns, double[] arcCosts) {
    this.columns = columns;
    this.unassignedCosts = unassignedCosts;
    this.starts = starts;
    this.arcColumns = arcColumns;
    this.arcCosts = arcCosts;
  }

  /**
   * Begins costs without a pair.
   *
   * @param unassignedCost what it costs to leave a row without a column, unless it is told
   *     otherwise for the row
   */
  public static Builder builder(int rows, int columns, double unassignedCost) {
    return new Builder(rows, columns, unassignedCost);
  }

  public int rows() {
    return unassignedCosts.length;
  }

  public int columns() {
    return columns;
  }

  /** How many pairs have a cost. */
  public int arcs() {
    return arcColumns.length;
  }

  /** The cost of the pair, or infinity if it may not be. O(log of the row's pairs). */
  public double cost(int row, int column) {
    Objects.checkIndex(column, columns);
    int arc = Arrays.binarySearch(arcColumns, firstArc(row), endArc(row), column);
    return arc >= 0 ? arcCosts[arc] : Double.POSITIVE_INFINITY;
  }

  /** What it costs to leave the row without a column. */
  public double unassignedCost(int row) {
    return unassignedCosts[row];
  }

  int firstArc(int row) {
    return starts[row];
  }

  int endArc(int row) {
    return starts[row + 1];
  }

  /** Not to be changed. */
  int[] arcColumns() {
    return arcColumns;
  }

  /** Not to be changed. */
  double[] arcCosts() {
    return arcCosts;
  }

  /** Takes the costs in any order. Not thread-safe. */
  public static final class Builder {
    private static final int SMALLEST_CAPACITY = 16;

    private final int columns;
    private final double[] unassignedCosts;
    private int size;
    private int[] arcRows = new int[SMALLEST_CAPACITY];
    private int[] arcColumns = new int[SMALLEST_CAPACITY];
    private double[] arcCosts = new double[SMALLEST_CAPACITY];

    /**
     * Whether every pair came after the ones of smaller rows, and of smaller columns in its row.
     */
    private boolean isSorted = true;

    private Builder(int rows, int columns, double unassignedCost) {
      if (rows < 0) {
        throw new IllegalArgumentException("rows=%d is negative".formatted(rows));
      }
      if (columns < 0) {
        throw new IllegalArgumentException("columns=%d is negative".formatted(columns));
      }
      this.columns = columns;
      this.unassignedCosts = new double[rows];
      Arrays.fill(unassignedCosts, requireCost("unassignedCost", unassignedCost));
    }

    /** The row may have the column at this cost; of several costs of a pair the least counts. */
    public Builder add(int row, int column, double cost) {
      requireIn("row", row, unassignedCosts.length);
      requireIn("column", column, columns);
      requireCost("cost", cost);
      if (size == arcRows.length) {
        int capacity = Math.multiplyExact(size, 2);
        arcRows = Arrays.copyOf(arcRows, capacity);
        arcColumns = Arrays.copyOf(arcColumns, capacity);
        arcCosts = Arrays.copyOf(arcCosts, capacity);
      }
      if (size > 0) {
        int lastRow = arcRows[size - 1];
        isSorted &= row > lastRow || (row == lastRow && column > arcColumns[size - 1]);
      }
      arcRows[size] = row;
      arcColumns[size] = column;
      arcCosts[size] = cost;
      size++;
      return this;
    }

    /** What it costs to leave this row without a column. */
    public Builder unassigned(int row, double cost) {
      requireIn("row", row, unassignedCosts.length);
      unassignedCosts[row] = requireCost("cost", cost);
      return this;
    }

    /** The costs so far, in O(rows + columns + pairs). */
    public SparseCosts build() {
      if (!isSorted) {
        sortBy(arcColumns, columns);
        sortBy(arcRows, unassignedCosts.length);
        keepCheapestOfEachPair();
        isSorted = true;
      }
      return new SparseCosts(
          columns,
          unassignedCosts.clone(),
          starts(arcRows, unassignedCosts.length),
          Arrays.copyOf(arcColumns, size),
          Arrays.copyOf(arcCosts, size));
    }

    /** A stable counting sort. */
    private void sortBy(int[] keys, int keyCount) {
      int[] next = starts(keys, keyCount);
      int[] sortedRows = new int[arcRows.length];
      int[] sortedColumns = new int[arcRows.length];
      double[] sortedCosts = new double[arcRows.length];
      for (int arc = 0; arc < size; arc++) {
        int to = next[keys[arc]]++;
        sortedRows[to] = arcRows[arc];
        sortedColumns[to] = arcColumns[arc];
        sortedCosts[to] = arcCosts[arc];
      }
      arcRows = sortedRows;
      arcColumns = sortedColumns;
      arcCosts = sortedCosts;
    }

    private void keepCheapestOfEachPair() {
      int kept = 0;
      for (int arc = 0; arc < size; arc++) {
        if (kept > 0
            && arcRows[kept - 1] == arcRows[arc]
            && arcColumns[kept - 1] == arcColumns[arc]) {
          arcCosts[kept - 1] = Math.min(arcCosts[kept - 1], arcCosts[arc]);
        } else {
          arcRows[kept] = arcRows[arc];
          arcColumns[kept] = arcColumns[arc];
          arcCosts[kept] = arcCosts[arc];
          kept++;
        }
      }
      size = kept;
    }

    private int[] starts(int[] keys, int keyCount) {
      int[] starts = new int[keyCount + 1];
      for (int arc = 0; arc < size; arc++) {
        starts[keys[arc] + 1]++;
      }
      for (int key = 0; key < keyCount; key++) {
        starts[key + 1] += starts[key];
      }
      return starts;
    }

    private static void requireIn(String name, int index, int size) {
      if (index < 0 || index >= size) {
        throw new IllegalArgumentException(
            "%s=%d is not from 0 to %d".formatted(name, index, size - 1));
      }
    }

    private static double requireCost(String name, double cost) {
      if (!(Math.abs(cost) <= LARGEST_COST)) {
        throw new IllegalArgumentException(
            "%s=%s is not within %s of 0".formatted(name, cost, LARGEST_COST));
      }
      return cost;
    }
  }
}
