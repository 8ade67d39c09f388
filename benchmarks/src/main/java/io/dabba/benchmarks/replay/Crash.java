package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.simulator.ServerStart;
import java.util.Optional;

/**
 * A kill of the server.
 *
 * @param atNanos the nanoTime of the kill
 * @param withPostmaster whether the postmaster was killed too
 * @param restart empty if the server did not start again
 */
record Crash(long atNanos, boolean withPostmaster, Optional<ServerStart> restart) {}
