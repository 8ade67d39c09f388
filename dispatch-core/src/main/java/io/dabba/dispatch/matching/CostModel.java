package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.AcceptanceRate;
import java.time.Duration;

/** What it costs to ask a rider for a ride. Thread-safe and free of side effects. */
@FunctionalInterface
public interface CostModel {
  /**
   * The cost, by which candidates of one ride are compared.
   *
   * @param pickupEta how long the rider needs to the pickup
   * @param acceptanceRate how likely he takes what he is offered
   * @return finite; lower is better
   */
  double cost(Duration pickupEta, AcceptanceRate acceptanceRate);
}
