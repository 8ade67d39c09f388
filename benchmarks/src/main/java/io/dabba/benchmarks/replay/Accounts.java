package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.simulator.OrderRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The simulator's own list of orders held against the server's.
 *
 * @param stored what the server stored in this run
 * @param lost ids that the server gave and no longer knows
 * @param strangers ids that the server stored in this run and nobody here was told of
 */
record Accounts(List<OrderRecord> stored, List<String> lost, List<String> strangers) {
  Accounts {
    stored = List.copyOf(stored);
    lost = List.copyOf(lost);
    strangers = List.copyOf(strangers);
  }

  static Accounts of(Set<String> placed, List<OrderRecord> onServer, Instant runBegan) {
    List<OrderRecord> stored = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    Set<String> lost = new HashSet<>(placed);
    for (OrderRecord order : onServer) {
      boolean ours = lost.remove(order.id());
      if (ours || !order.placedAt().isBefore(runBegan)) {
        stored.add(order);
      }
      if (!ours && !order.placedAt().isBefore(runBegan)) {
        strangers.add(order.id());
      }
    }
    return new Accounts(stored, List.copyOf(lost), strangers);
  }

  long open() {
    return stored.stream().filter(OrderRecord::isOpen).count();
  }
}
