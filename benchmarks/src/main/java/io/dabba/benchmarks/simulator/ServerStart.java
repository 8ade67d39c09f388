package io.dabba.benchmarks.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A start of a server process.
 *
 * @param atNanos the nanoTime at which the process was started
 * @param ready how long it took until it was ready
 * @param domainTime the server's domain time when it was ready
 */
public record ServerStart(long atNanos, Duration ready, Instant domainTime) {}
