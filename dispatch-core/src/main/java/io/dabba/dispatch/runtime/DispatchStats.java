package io.dabba.dispatch.runtime;

import java.time.Duration;

/**
 * What a dispatcher has done since it took the city over, and how it stands.
 *
 * @param epoch under which it dispatches
 * @param openSearches the rides without a rider
 * @param due the rides that were due in the last step
 * @param degraded whether the last step matched greedily and near only, because too many were due
 * @param steps the steps handled
 * @param degradedSteps how many of them were degraded
 * @param decisions the rounds held, of all rides
 * @param offers the offers proposed
 * @param lastStep how long the last step took, in wall time, with storing it
 */
public record DispatchStats(
    Epoch epoch,
    int openSearches,
    int due,
    boolean degraded,
    long steps,
    long degradedSteps,
    long decisions,
    long offers,
    Duration lastStep) {}
