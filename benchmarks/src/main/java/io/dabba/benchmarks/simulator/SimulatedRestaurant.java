package io.dabba.benchmarks.simulator;

import java.time.Instant;

/** A restaurant that marks each order's food ready at its time. */
final class SimulatedRestaurant {
  private final World world;
  private final String token;

  SimulatedRestaurant(World world, RestaurantPlan plan) {
    this.world = world;
    this.token = world.tokens().mint("restaurant", plan.id());
  }

  void prepare(PlacedOrder order) {
    Instant readyAt = order.plan().readyAt();
    world.agenda().at(readyAt, () -> markReady(order));
  }

  private void markReady(PlacedOrder order) {
    Call call = Call.post("ready", "/v1/orders/" + order.id() + "/ready", "{}").expecting(409);
    if (world.api().send(call, token).ok()) {
      order.markReady();
    }
  }
}
