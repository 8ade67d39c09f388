package io.dabba.benchmarks.simulator;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The simulator's own list of the orders that the server has taken; thread-safe. */
public final class PlacedOrders {
  private final ConcurrentMap<String, PlacedOrder> byId = new ConcurrentHashMap<>();

  /** Adds it; false if the server has given this id before. */
  boolean tryAdd(PlacedOrder order) {
    return byId.putIfAbsent(order.id(), order) == null;
  }

  public Optional<PlacedOrder> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<PlacedOrder> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  public int size() {
    return byId.size();
  }
}
