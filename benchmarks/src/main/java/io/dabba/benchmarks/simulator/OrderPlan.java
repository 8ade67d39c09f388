package io.dabba.benchmarks.simulator;

import io.dabba.geo.GeoPoint;
import java.time.Instant;
import java.util.List;

/**
 * An order to be placed.
 *
 * @param id the simulator's own name for it; the server gives another
 * @param readyAt when the restaurant marks its food ready
 */
public record OrderPlan(
    String id,
    String customerId,
    String restaurantId,
    GeoPoint dropoff,
    List<String> itemIds,
    Instant placeAt,
    Instant readyAt) {

  public OrderPlan {
    itemIds = List.copyOf(itemIds);
    if (itemIds.isEmpty()) {
      throw new IllegalArgumentException("order " + id + " has no items");
    }
  }
}
