package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import java.time.Duration;

/**
 * A rider that a matcher may choose for a ride.
 *
 * @param pickupEta how long it takes until he is at the pickup, what he does before included
 * @param acceptanceRate how likely he takes what he is offered
 * @param cost what it costs if he makes this trip next; lower is better, infinite if he must not
 */
public record Candidate(
    RiderId riderId, Duration pickupEta, AcceptanceRate acceptanceRate, double cost) {}
