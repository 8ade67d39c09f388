/** Windows and offers; begin at {@link io.dabba.benchmarks.bench.dispatch.DispatchBenchmark}. */
@NullMarked
package io.dabba.benchmarks.bench.dispatch;

import org.jspecify.annotations.NullMarked;
