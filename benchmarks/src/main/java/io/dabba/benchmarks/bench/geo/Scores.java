package io.dabba.benchmarks.bench.geo;

import java.util.Map;

/**
 * What one run of a benchmark came to, by the names of its methods.
 *
 * @param values in the benchmark's unit
 * @param bytesAllocated for each operation
 */
record Scores(Map<String, Double> values, Map<String, Double> bytesAllocated) {
  Scores {
    values = Map.copyOf(values);
    bytesAllocated = Map.copyOf(bytesAllocated);
  }

  double of(String method) {
    return require(method, values);
  }

  double bytesOf(String method) {
    return require(method, bytesAllocated);
  }

  private static double require(String method, Map<String, Double> scores) {
    Double score = scores.get(method);
    if (score == null) {
      throw new IllegalArgumentException(
          "method=%s has no score; there are %s".formatted(method, scores.keySet()));
    }
    return score;
  }
}
