/**
 * The demo, the replay of real days and the benchmarks; begin at {@link io.dabba.benchmarks.Main}.
 */
@NullMarked
package io.dabba.benchmarks;

import org.jspecify.annotations.NullMarked;
