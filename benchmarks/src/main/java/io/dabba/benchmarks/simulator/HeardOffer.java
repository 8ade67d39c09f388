package io.dabba.benchmarks.simulator;

import java.time.Instant;

/**
 * An offer as a rider's app heard of it.
 *
 * @param openedAt in domain time
 * @param nanos the nanoTime at which it was heard of
 */
public record HeardOffer(Instant openedAt, long nanos) {}
