package io.dabba.dispatch.matching;

/**
 * An assignment of rows to columns that no other undercuts, and the prices that prove it.
 * Immutable.
 *
 * <p>With {@code p} the prices of the columns, none of which is negative: no row is better off than
 * at {@code rowPrice(row)}, the least of its {@code cost(row, column) + p(column)} and its
 * unassigned cost, and what it has costs just that; a column that nobody has costs 0. So the total
 * is the sum of the rows' prices less that of the columns', up to rounding.
 */
public final class MinCostAssignment {
  /** The column of a row that has none. */
  public static final int UNASSIGNED = -1;

  private final int[] columnOf;
  private final double totalCost;
  private final double[] rowPrices;
  private final double[] columnPrices;

  /** Owns the arrays from here on. */
  MinCostAssignment(int[] columnOf, double totalCost, double[] rowPrices, double[] columnPrices) {
    this.columnOf = columnOf;
    this.totalCost = totalCost;
    this.rowPrices = rowPrices;
    this.columnPrices = columnPrices;
  }

  public int rows() {
    return columnOf.length;
  }

  public int columns() {
    return columnPrices.length;
  }

  /** The row's column, or {@link #UNASSIGNED}; no column has two rows. */
  public int columnOf(int row) {
    return columnOf[row];
  }

  /** The costs of all pairs chosen, and of all rows left without a column. */
  public double totalCost() {
    return totalCost;
  }

  /** What the row costs the others and itself: without it the total falls by so much at most. */
  public double rowPrice(int row) {
    return rowPrices[row];
  }

  /** What the column is worth, not negative: without it the total rises by so much at least. */
  public double columnPrice(int column) {
    return columnPrices[column];
  }
}
