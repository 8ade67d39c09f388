/**
 * Fences on recorded ways with noise; begin at {@link
 * io.dabba.benchmarks.bench.fence.FenceBenchmark}.
 */
@NullMarked
package io.dabba.benchmarks.bench.fence;

import org.jspecify.annotations.NullMarked;
