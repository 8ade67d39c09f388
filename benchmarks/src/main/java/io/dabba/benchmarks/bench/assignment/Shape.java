package io.dabba.benchmarks.bench.assignment;

/** The matrices that are assigned: how many rides, riders, and riders that may have a ride. */
enum Shape {
  WINDOW_16(300, 1_500, 16, true),
  WINDOW_32(300, 1_500, 32, true),
  WINDOW_64(300, 1_500, 64, true),
  WINDOW_DENSE(300, 1_500, 1_500, true),
  BIG_CITY(1_000, 10_000, 32, true),
  SQUARE(1_000, 1_000, 1_000, true),

  /** What papers on assignment measure with. */
  SQUARE_RANDOM(1_000, 1_000, 1_000, false);

  private static final long SEED = 1;

  private final int rows;
  private final int columns;
  private final int arcs;
  private final boolean isCity;

  Shape(int rows, int columns, int arcs, boolean isCity) {
    this.rows = rows;
    this.columns = columns;
    this.arcs = arcs;
    this.isCity = isCity;
  }

  CostMatrix matrix() {
    return isCity
        ? CostMatrix.city(rows, columns, arcs, SEED)
        : CostMatrix.random(rows, columns, arcs, SEED);
  }

  long arcs() {
    return (long) rows * arcs;
  }

  /** For people. */
  String label() {
    return "%,d x %,d, %s a ride, %s"
        .formatted(
            rows,
            columns,
            arcs == columns ? "every rider" : "%d riders".formatted(arcs),
            isCity ? "city" : "random costs");
  }

  /** For figures. */
  String figure() {
    String name = "assignment_%dx%d".formatted(rows, columns);
    return name + (arcs == columns ? "_dense" : "_" + arcs) + (isCity ? "" : "_random");
  }
}
