/**
 * A city of simulated riders, customers and restaurants that uses a server through its public API
 * only. Begin at {@link io.dabba.benchmarks.simulator.Simulation}; {@link
 * io.dabba.benchmarks.simulator.ServerProcess} starts, kills and restarts a server to try it on.
 *
 * <p>Everything happens in domain time, which stands still while the server is down; only latencies
 * and retries are in wall time. Random choices are drawn from the seed and the names of who chooses
 * what, so runs are comparable whatever the threads do.
 */
@NullMarked
package io.dabba.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
