package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import java.time.Duration;

/**
 * A rider that a matcher may choose for a ride.
 *
 * @param pickupEta how long he needs to the pickup
 * @param acceptanceRate how likely he takes what he is offered
 * @param cost what choosing him costs; lower is better
 */
public record Candidate(
    RiderId riderId, Duration pickupEta, AcceptanceRate acceptanceRate, double cost) {}
