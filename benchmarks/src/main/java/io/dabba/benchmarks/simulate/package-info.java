/**
 * The deep run of dispatch-core's own simulation; begin at {@link
 * io.dabba.benchmarks.simulate.SimulateCommand}.
 */
@NullMarked
package io.dabba.benchmarks.simulate;

import org.jspecify.annotations.NullMarked;
