/** Assignments; begin at {@link io.dabba.benchmarks.bench.assignment.AssignmentBenchmark}. */
@NullMarked
package io.dabba.benchmarks.bench.assignment;

import org.jspecify.annotations.NullMarked;
