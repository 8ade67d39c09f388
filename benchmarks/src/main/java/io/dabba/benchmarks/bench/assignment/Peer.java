package io.dabba.benchmarks.bench.assignment;

/** A solver that has the matrix in its own form. One thread. */
@FunctionalInterface
interface Peer {
  /** Solves from the beginning; returns the least total cost. */
  long solve();
}
