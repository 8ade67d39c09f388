package io.dabba.benchmarks.simulator;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** An order that the server has taken, as its customer and its restaurant know it; thread-safe. */
public final class PlacedOrder {
  private final String id;
  private final OrderPlan plan;
  private final AtomicBoolean settled = new AtomicBoolean();
  private final LongAdder positions = new LongAdder();
  private volatile boolean markedReady;

  PlacedOrder(String id, OrderPlan plan) {
    this.id = id;
    this.plan = plan;
  }

  public String id() {
    return id;
  }

  public OrderPlan plan() {
    return plan;
  }

  /** How many positions of its rider the customer received. */
  public long positions() {
    return positions.sum();
  }

  /** Whether the customer has seen it delivered or cancelled. */
  public boolean isFinal() {
    return settled.get();
  }

  void sawPosition() {
    positions.increment();
  }

  /** Notes a status; true for the first final one. */
  boolean trySettle(String status) {
    boolean ends = status.equals("DELIVERED") || status.equals("CANCELLED");
    return ends && settled.compareAndSet(false, true);
  }

  boolean markedReady() {
    return markedReady;
  }

  void markReady() {
    markedReady = true;
  }
}
