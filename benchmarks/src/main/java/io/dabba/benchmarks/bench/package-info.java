/** The benchmarks by name; begin at {@link io.dabba.benchmarks.bench.BenchCommand}. */
@NullMarked
package io.dabba.benchmarks.bench;

import org.jspecify.annotations.NullMarked;
