/** Orders through the whole server beside {@code pgbench} running the same statements. */
@NullMarked
package io.dabba.benchmarks.bench.orders;

import org.jspecify.annotations.NullMarked;
