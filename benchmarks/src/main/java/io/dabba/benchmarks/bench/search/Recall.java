package io.dabba.benchmarks.bench.search;

/** Of how many questions the answer was among the first hits. For one thread. */
final class Recall {
  private int asked;
  private int found;

  void add(boolean isFound) {
    asked++;
    found += isFound ? 1 : 0;
  }

  int asked() {
    return asked;
  }

  /** 0 to 1; not a number if nothing was asked. */
  double share() {
    return asked == 0 ? Double.NaN : (double) found / asked;
  }
}
