/** Recorded ways of vehicles; begin at {@link io.dabba.benchmarks.traces.TraceFolder}. */
@NullMarked
package io.dabba.benchmarks.traces;

import org.jspecify.annotations.NullMarked;
