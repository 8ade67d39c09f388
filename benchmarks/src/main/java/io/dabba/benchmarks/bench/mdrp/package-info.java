/**
 * The Meal Delivery Routing Problem; begin at {@link io.dabba.benchmarks.bench.mdrp.MdrpBenchmark}.
 */
@NullMarked
package io.dabba.benchmarks.bench.mdrp;

import org.jspecify.annotations.NullMarked;
