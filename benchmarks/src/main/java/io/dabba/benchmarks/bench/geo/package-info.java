/** The rider index; begin at {@link io.dabba.benchmarks.bench.geo.GeoBenchmark}. */
@NullMarked
package io.dabba.benchmarks.bench.geo;

import org.jspecify.annotations.NullMarked;
