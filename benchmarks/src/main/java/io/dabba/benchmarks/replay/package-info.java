/**
 * The replay of a recorded day: orders, stores and couriers from files, driven against a server;
 * begin at {@link io.dabba.benchmarks.replay.ReplayCommand}.
 */
@NullMarked
package io.dabba.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
