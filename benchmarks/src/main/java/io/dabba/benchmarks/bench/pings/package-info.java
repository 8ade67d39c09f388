/** Pings; begin at {@link io.dabba.benchmarks.bench.pings.PingsBenchmark}. */
@NullMarked
package io.dabba.benchmarks.bench.pings;

import org.jspecify.annotations.NullMarked;
