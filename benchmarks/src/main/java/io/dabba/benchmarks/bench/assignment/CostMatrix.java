package io.dabba.benchmarks.bench.assignment;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.geo.GeoPoint;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Costs as no peer has them yet, in whole milliseconds, so that all peers reckon exactly. The same
 * numbers give the same matrix.
 */
final class CostMatrix {
  /** What it costs to leave a row without a column: more than any pair. */
  static final long UNASSIGNED_MILLIS = 7_200_000;

  private static final double METERS_PER_SECOND = 6;
  private static final long MOST_WAIT_MILLIS = 60_000;

  private final int columns;

  /** Of each row, ascending. */
  private final int[][] columnsOf;

  /** Of each row, in the order of its columns. */
  private final long[][] costsOf;

  /** So many columns, and of each row which of them it can have and at what cost. */
  CostMatrix(int columns, int[][] columnsOf, long[][] costsOf) {
    this.columns = columns;
    this.columnsOf = columnsOf;
    this.costsOf = costsOf;
  }

  /**
   * Rides and riders all over the disc: the way to the pickup, and a minute at most that the rider
   * is not free yet; of each ride the riders that cost the least.
   */
  static CostMatrix city(int rows, int columns, int arcs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GeoPoint[] riders = new GeoPoint[columns];
    long[] waits = new long[columns];
    for (int column = 0; column < columns; column++) {
      riders[column] = CityDisc.anywhere(random);
      waits[column] = random.nextLong(MOST_WAIT_MILLIS);
    }
    return build(
        rows,
        columns,
        arcs,
        () -> {
          GeoPoint pickup = CityDisc.anywhere(random);
          return column ->
              waits[column]
                  + Math.round(1_000 * pickup.distanceMeters(riders[column]) / METERS_PER_SECOND);
        });
  }

  /** Every cost by chance, as likely as any other; of each row the columns that cost the least. */
  static CostMatrix random(int rows, int columns, int arcs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return build(rows, columns, arcs, () -> column -> random.nextLong(1, 1_000_000));
  }

  private static CostMatrix build(int rows, int columns, int arcs, RowCosts rowCosts) {
    int[][] columnsOf = new int[rows][];
    long[][] costsOf = new long[rows][];
    for (int row = 0; row < rows; row++) {
      long[] costs = IntStream.range(0, columns).mapToLong(rowCosts.next()).toArray();
      columnsOf[row] = cheapest(costs, Math.min(arcs, columns));
      costsOf[row] = Arrays.stream(columnsOf[row]).mapToLong(column -> costs[column]).toArray();
    }
    return new CostMatrix(columns, columnsOf, costsOf);
  }

  private static int[] cheapest(long[] costs, int count) {
    return IntStream.range(0, costs.length)
        .boxed()
        .sorted((a, b) -> Long.compare(costs[a], costs[b]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  int columns() {
    return columns;
  }

  /** The columns of a row, ascending. */
  int[] columnsOf(int row) {
    return columnsOf[row];
  }

  /** What they cost. */
  long[] costsOf(int row) {
    return costsOf[row];
  }

  int rows() {
    return columnsOf.length;
  }

  int arcs() {
    return Arrays.stream(columnsOf).mapToInt(row -> row.length).sum();
  }

  /** Whether every row can have every column, and there are as many of each. */
  boolean isDenseSquare() {
    return rows() == columns && Arrays.stream(columnsOf).allMatch(row -> row.length == columns);
  }

  /** Tells all pairs, row by row. */
  void forEach(ArcConsumer consumer) {
    for (int row = 0; row < columnsOf.length; row++) {
      for (int i = 0; i < columnsOf[row].length; i++) {
        consumer.accept(row, columnsOf[row][i], costsOf[row][i]);
      }
    }
  }

  /** Takes a pair and its cost. */
  @FunctionalInterface
  interface ArcConsumer {
    void accept(int row, int column, long costMillis);
  }

  /** Goes from row to row. */
  @FunctionalInterface
  private interface RowCosts {
    /** The costs of the next row by column. */
    IntToLongFunction next();
  }
}
