package io.dabba.dispatch.matching;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/** The least total cost, found in ways that have nothing in common with the solver's. */
final class AssignmentOracles {
  private AssignmentOracles() {}

  /** By trying everything. O(columns^rows). */
  static double bruteForce(SparseCosts costs) {
    return bruteForce(costs, 0, new boolean[costs.columns()]);
  }

  private static double bruteForce(SparseCosts costs, int row, boolean[] isTaken) {
    if (row == costs.rows()) {
      return 0;
    }
    double least = costs.unassignedCost(row) + bruteForce(costs, row + 1, isTaken);
    for (int column = 0; column < costs.columns(); column++) {
      double cost = costs.cost(row, column);
      if (!isTaken[column] && cost < Double.POSITIVE_INFINITY) {
        isTaken[column] = true;
        least = Math.min(least, cost + bruteForce(costs, row + 1, isTaken));
        isTaken[column] = false;
      }
    }
    return least;
  }

  /**
   * By the Hungarian method of JGraphT on a complete square: a pair that may not be costs what its
   * row costs unassigned, and made-up rows cost nothing.
   */
  static double hungarian(SparseCosts costs) {
    int size = Math.max(costs.rows(), costs.columns());
    if (size == 0) {
      return 0;
    }
    Graph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    IntStream.range(0, 2 * size).forEach(graph::addVertex);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        graph.setEdgeWeight(graph.addEdge(row, size + column), squareCost(costs, row, column));
      }
    }
    Set<Integer> rows = new HashSet<>(IntStream.range(0, size).boxed().toList());
    Set<Integer> columns = new HashSet<>(IntStream.range(size, 2 * size).boxed().toList());
    return new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, rows, columns)
        .getMatching()
        .getWeight();
  }

  private static double squareCost(SparseCosts costs, int row, int column) {
    if (row >= costs.rows()) {
      return 0;
    }
    double unassigned = costs.unassignedCost(row);
    return column >= costs.columns() ? unassigned : Math.min(unassigned, costs.cost(row, column));
  }
}
