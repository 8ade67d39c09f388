package io.dabba.dispatch.matching;

import java.util.Arrays;

/**
 * The few arcs of each row that were the cheapest, prices of columns included, when the row was
 * last looked through, and a bound that all others cost at least. As prices only rise during a
 * solve, the bound holds until the next look. Not thread-safe.
 */
final class CheapArcs {
  /** At the first look, which most rows of a loose problem never need a second of. */
  private static final int FEW = 8;

  /** From the second look on: the row is fought for. */
  private static final int MANY = 64;

  private static final int NEVER = -1;

  /** The cheapest so far of the row that is looked through, ascending, and one more. */
  private final double[] leastCosts = new double[MANY + 1];

  private final int[] leastArcs = new int[MANY + 1];

  private int capacity;
  private int[] sizes = {};
  private double[] bounds = {};

  /** Row after row, each with room for {@link #capacity} arcs. */
  private int[] arcs = {};

  private int[] columns = {};
  private double[] costs = {};

  /** Forgets all, and makes room for the rows of the costs. */
  void reset(SparseCosts of) {
    int rows = of.rows();
    int longest = 0;
    for (int row = 0; row < rows; row++) {
      longest = Math.max(longest, of.endArc(row) - of.firstArc(row));
    }
    capacity = Math.min(longest, MANY);
    if (sizes.length < rows) {
      sizes = new int[rows];
      bounds = new double[rows];
    }
    int room = Math.multiplyExact(rows, capacity);
    if (arcs.length < room) {
      arcs = new int[room];
      columns = new int[room];
      costs = new double[room];
    }
    Arrays.fill(sizes, 0, rows, NEVER);
  }

  /** Whether the row was looked through. */
  boolean has(int row) {
    return sizes[row] != NEVER;
  }

  /** Looks through the row anew. O(its arcs). */
  void look(int row, SparseCosts of, double[] prices) {
    int most = has(row) ? MANY : FEW;
    int found = 0;
    double bound = Double.POSITIVE_INFINITY;
    int[] arcColumns = of.arcColumns();
    double[] arcCosts = of.arcCosts();
    for (int arc = of.firstArc(row), end = of.endArc(row); arc < end; arc++) {
      double cost = arcCosts[arc] + prices[arcColumns[arc]];
      if (cost < bound) {
        int at = found <= most ? found++ : most;
        while (at > 0 && leastCosts[at - 1] > cost) {
          leastCosts[at] = leastCosts[at - 1];
          leastArcs[at] = leastArcs[at - 1];
          at--;
        }
        leastCosts[at] = cost;
        leastArcs[at] = arc;
        bound = found > most ? leastCosts[most] : bound;
      }
    }
    keep(row, Math.min(found, most), of);
    bounds[row] = bound;
  }

  private void keep(int row, int size, SparseCosts of) {
    int to = first(row);
    for (int i = 0; i < size; i++, to++) {
      int arc = leastArcs[i];
      arcs[to] = arc;
      columns[to] = of.arcColumns()[arc];
      costs[to] = of.arcCosts()[arc];
    }
    sizes[row] = size;
  }

  /** Where in the arrays those of the row begin. */
  int first(int row) {
    return row * capacity;
  }

  /** Where they end. */
  int end(int row) {
    return row * capacity + sizes[row];
  }

  /** What the row's other arcs cost at least, prices included; infinite if it has no others. */
  double bound(int row) {
    return bounds[row];
  }

  /** Not to be changed, as are the next two. */
  int[] arcs() {
    return arcs;
  }

  int[] columns() {
    return columns;
  }

  double[] costs() {
    return costs;
  }
}
