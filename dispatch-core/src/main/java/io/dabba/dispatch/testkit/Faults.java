package io.dabba.dispatch.testkit;

import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes faults happen: some at once, others at the next thing of their kind. */
final class Faults {
  private static final Duration AWAY = Duration.ofMinutes(10);

  private final SimulationRun run;
  private final Map<Fault, Integer> armed = new EnumMap<>(Fault.class);

  Faults(SimulationRun run) {
    this.run = run;
  }

  /** Whether the fault is to spoil what is under way now; it is used up then. */
  boolean strikes(Fault fault) {
    int left = armed.getOrDefault(fault, 0);
    if (left == 0) {
      return false;
    }
    armed.put(fault, left - 1);
    run.accounts().fault(fault);
    run.trace(fault.toString());
    return true;
  }

  void happen(Fault fault) {
    switch (fault) {
      case PUSH_LOST,
          ANSWER_LOST,
          ANSWER_LATE,
          ANSWER_TWICE,
          ANSWERS_REORDERED,
          REPLY_LOST,
          ANSWER_MIXED_UP,
          OFFERED_ORDER_CANCELLED,
          ANSWER_FOREIGN,
          FACT_LATE,
          FACT_TWICE,
          CRASH_BEFORE_COMMIT,
          CRASH_AFTER_COMMIT ->
          armed.merge(fault, 1, Integer::sum);
      case ANSWER_STALE -> count(fault, run.riders().answerOld());
      case CRASH_BETWEEN_STEPS -> count(fault, run.isUp(), run::crash);
      case OWNER_PAUSED -> count(fault, run.isUp(), run::pauseOwner);
      case CLOCK_JUMP -> count(fault, true, () -> run.clock().advance(leap()));
      case POSITIONS_FORGOTTEN -> count(fault, run.isUp(), run::forgetPositions);
      case RIDER_OFFLINE -> count(fault, true, () -> goOffline(run.riders().any(), run.upTo(AWAY)));
      case RIDER_SILENT -> count(fault, true, () -> goSilent(run.riders().any()));
      case DROP_OUT -> count(fault, run.riders().dropOut());
      case ORDER_CANCELLED -> count(fault, cancel());
    }
  }

  private void count(Fault fault, boolean happened) {
    if (happened) {
      run.accounts().fault(fault);
    }
  }

  private void count(Fault fault, boolean possible, Runnable action) {
    if (possible) {
      run.accounts().fault(fault);
      action.run();
    }
  }

  private Duration leap() {
    return Duration.ofSeconds(1).plus(run.upTo(Duration.ofMinutes(5)));
  }

  void goOffline(RiderId rider, Duration away) {
    run.city().shift(rider, false);
    run.store().shift(rider, false);
    run.after(
        away,
        rider + " comes back",
        () -> {
          run.city().shift(rider, true);
          run.store().shift(rider, true);
        });
  }

  private void goSilent(RiderId rider) {
    run.city().silence(rider, run.now().plus(run.upTo(AWAY)));
  }

  private boolean cancel() {
    List<OrderId> orders = run.orders();
    SplittableRandom random = run.random();
    return !orders.isEmpty() && run.store().cancel(orders.get(random.nextInt(orders.size())));
  }
}
