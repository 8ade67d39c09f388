package io.dabba.benchmarks.bench.assignment;

import java.util.Locale;
import java.util.function.Function;

/** The solvers, by the names their figures have. */
enum Peers {
  DABBA("Dabba", DabbaPeer::new),
  OR_TOOLS_FLOW("OR-tools min-cost flow", OrToolsFlowPeer::new),
  OR_TOOLS_ASSIGNMENT("OR-tools linear sum assignment", OrToolsAssignmentPeer::new),
  JGRAPHT("JGraphT max-weight matching", JgraphtPeer::new);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // constructors
  private final Function<CostMatrix, Peer> maker;

  Peers(String label, Function<CostMatrix, Peer> maker) {
    this.label = label;
    this.maker = maker;
  }

  /** The peer with the matrix in its own form. */
  Peer of(CostMatrix matrix) {
    return maker.apply(matrix);
  }

  /** For people. */
  String label() {
    return label;
  }

  /** For figures. */
  String figure() {
    return name().toLowerCase(Locale.ROOT);
  }
}
