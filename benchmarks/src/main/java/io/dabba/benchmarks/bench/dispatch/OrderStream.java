package io.dabba.benchmarks.bench.dispatch;

import io.dabba.dispatch.Strategy;
import java.time.Duration;

/**
 * Orders that come one by one to a city of riders.
 *
 * @param riders how many there are, anywhere in the disc
 * @param warmUp how many orders come before the first that counts
 * @param counted how many count
 * @param pause from one order to the next
 * @param readyAfter how long after its confirmation the food of an order is ready; where it is
 *     zero, an order is due at once
 */
record OrderStream(
    Strategy strategy, int riders, int warmUp, int counted, Duration pause, Duration readyAfter) {
  /** The same orders dispatched by another strategy. */
  OrderStream by(Strategy other) {
    return new OrderStream(other, riders, warmUp, counted, pause, readyAfter);
  }

  /** The same with food that is ready as long after the confirmation. */
  OrderStream readyAfter(Duration later) {
    return new OrderStream(strategy, riders, warmUp, counted, pause, later);
  }

  int orders() {
    return warmUp + counted;
  }

  /** Until all food is ready. */
  Duration duration() {
    return pause.multipliedBy(orders()).plus(readyAfter);
  }

  boolean dueAtOnce() {
    return readyAfter.isZero();
  }
}
