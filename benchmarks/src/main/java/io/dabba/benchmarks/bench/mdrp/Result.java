package io.dabba.benchmarks.bench.mdrp;

import java.util.List;
import java.util.Optional;

/**
 * How well an instance was solved.
 *
 * @param published what others made of it, if that is known
 * @param violations of the rules, in words
 * @param refusals how many offers riders refused, since the rules forbade the trip
 * @param seconds of wall time
 */
record Result(
    String name,
    Metrics metrics,
    Optional<Published> published,
    List<String> violations,
    int refusals,
    double seconds) {
  Result {
    violations = List.copyOf(violations);
  }
}
