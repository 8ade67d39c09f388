package io.dabba.benchmarks.bench.assignment;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * JGraphT's {@code MaximumWeightBipartiteMatching} (after LEDA's) of what each pair saves; of its
 * solvers the fastest here, before {@code KuhnMunkresMinimalWeightBipartitePerfectMatching}, which
 * only knows dense squares.
 */
final class JgraphtPeer implements Peer {
  private final Graph<Integer, DefaultWeightedEdge> graph =
      new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
  private final Set<Integer> rows;
  private final Set<Integer> columns;

  JgraphtPeer(CostMatrix matrix) {
    int rowCount = matrix.rows();
    rows = vertices(0, rowCount);
    columns = vertices(rowCount, rowCount + matrix.columns());
    matrix.forEach((row, column, cost) -> {
      long saved = CostMatrix.UNASSIGNED_MILLIS - cost;
      if (saved > 0) {
        graph.setEdgeWeight(graph.addEdge(row, rowCount + column), (double) saved);
      }
    });
  }

  @Override
  public long solve() {
    double saved =
        new MaximumWeightBipartiteMatching<>(graph, rows, columns).getMatching().getWeight();
    return rows.size() * CostMatrix.UNASSIGNED_MILLIS - Math.round(saved);
  }

  private Set<Integer> vertices(int from, int to) {
    Set<Integer> vertices = IntStream.range(from, to).boxed().collect(Collectors.toSet());
    vertices.forEach(graph::addVertex);
    return vertices;
  }
}
