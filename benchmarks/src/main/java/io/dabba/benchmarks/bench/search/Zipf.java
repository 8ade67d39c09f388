package io.dabba.benchmarks.bench.search;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ranks from 0, drawn as words are in a language: rank r with a share of 1 / (r + {@value #SHIFT})
 * (Mandelbrot 1953, exponent 1).
 */
final class Zipf {
  private static final double SHIFT = 3.7;

  private final double[] upTo;

  Zipf(int ranks) {
    upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1 / (rank + SHIFT);
      upTo[rank] = sum;
    }
  }

  /** O(log ranks). */
  int draw(SplittableRandom random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble(upTo[upTo.length - 1]));
    return found < 0 ? -found - 1 : found + 1;
  }
}
