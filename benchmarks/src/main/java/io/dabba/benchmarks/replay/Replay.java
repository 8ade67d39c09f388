package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.simulator.PlacedOrder;
import io.dabba.benchmarks.simulator.Progress;
import io.dabba.benchmarks.simulator.ServerProcess;
import io.dabba.benchmarks.simulator.Simulation;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One run of a recorded day on a server. */
final class Replay {
  private static final Duration BETWEEN_SAMPLES = Duration.ofMinutes(1);
  private static final int PLACING_GRACE_SECONDS = 600;

  private final ReplayPlan plan;
  private final ReplayOptions options;
  private final ReplayDay day;
  private final Simulation simulation;
  private final Disruptions disruptions;
  private final PrintStream out;

  Replay(
      ReplayPlan plan,
      ReplayOptions options,
      ReplayDay day,
      Simulation simulation,
      Optional<ServerProcess> server,
      PrintStream out) {
    this.plan = plan;
    this.options = options;
    this.day = day;
    this.simulation = simulation;
    this.disruptions = new Disruptions(plan, simulation, server, out);
    this.out = out;
  }

  /** Runs until the last order is final, or the hours after the last placement are over. */
  RunFacts run() throws InterruptedException {
    long begun = System.nanoTime();
    simulation.put(plan.city());
    Instant start = simulation.time().now();
    DayClock clock = new DayClock(start, plan.startSecond());
    HalfHours halfHours = new HalfHours(clock);
    plan.schedule(simulation, clock);
    disruptions.schedule(clock);
    sample(clock, halfHours);
    awaitEnd(clock);
    Accounts accounts =
        Accounts.of(
            simulation.orders().all().stream().map(PlacedOrder::id).collect(Collectors.toSet()),
            simulation.ops().orders(plan.cityId()),
            start);
    return new RunFacts(
        plan.orders().size(),
        day.badRows().size(),
        accounts,
        simulation.ops().audit(),
        simulation.tally(),
        simulation.orders().all(),
        simulation.stats().byName(),
        simulation.stats().surprises(),
        halfHours,
        disruptions.soFar(),
        Outcomes.of(plan.orders(), simulation.orders().all(), accounts.stored()),
        plan.paidHours(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private void awaitEnd(DayClock clock) throws InterruptedException {
    Progress progress = new Progress(simulation, out);
    int last = options.toSecond() + ReplayPlan.LONGEST_TAIL_SECONDS;
    while (!simulation.serverGone()) {
      TimeUnit.SECONDS.sleep(1);
      int second = clock.secondAt(simulation.time().now());
      progress.printWhenDue(clock.timeAt(simulation.time().now()).toString());
      if (second >= last || (second >= options.toSecond() && allFinal(second))) {
        return;
      }
    }
  }

  private boolean allFinal(int second) {
    long tried = simulation.orders().size() + simulation.tally().refused();
    boolean allTried =
        tried >= plan.orders().size() || second >= options.toSecond() + PLACING_GRACE_SECONDS;
    return allTried && simulation.openOrders() == 0;
  }

  private void sample(DayClock clock, HalfHours halfHours) {
    halfHours.sample(
        clock.secondAt(simulation.time().now()),
        simulation.tally().onShift(),
        simulation.tally().free());
    simulation.agenda().after(BETWEEN_SAMPLES, () -> sample(clock, halfHours));
  }
}
