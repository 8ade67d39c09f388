package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.replay.ReplayPlan.Kill;
import io.dabba.benchmarks.simulator.ServerProcess;
import io.dabba.benchmarks.simulator.ServerStart;
import io.dabba.benchmarks.simulator.Simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** What befalls a server in mid-replay: kills, each with a restart, and lost indexes. */
final class Disruptions {
  private final ReplayPlan plan;
  private final Simulation simulation;
  private final Optional<ServerProcess> server;
  private final PrintStream out;
  private final ReentrantLock killing = new ReentrantLock();
  private final List<Crash> kills = new CopyOnWriteArrayList<>();
  private final AtomicInteger indexDrops = new AtomicInteger();

  Disruptions(
      ReplayPlan plan, Simulation simulation, Optional<ServerProcess> server, PrintStream out) {
    this.plan = plan;
    this.simulation = simulation;
    this.server = server;
    this.out = out;
  }

  void schedule(DayClock clock) {
    for (Kill kill : plan.kills()) {
      simulation.agenda().at(clock.at(kill.second()), () -> killAndRestart(kill, clock));
    }
    for (int second : plan.indexDrops()) {
      simulation.agenda().at(clock.at(second), () -> dropIndex(clock));
    }
  }

  Crashes soFar() {
    return new Crashes(kills, simulation.tally().offers(), indexDrops.get());
  }

  /** One after the other: time may go on a little between a kill and its being noticed. */
  private void killAndRestart(Kill kill, DayClock clock) {
    ServerProcess killed = server.orElseThrow();
    killing.lock();
    try {
      String time = clock.timeAt(simulation.time().now()).toString();
      long atNanos = System.nanoTime();
      boolean both = killed.kill(kill.withPostmaster());
      simulation.suspectServer();
      out.printf("%s  kill -9%s%n", time, both ? ", the postmaster too" : "");
      kills.add(new Crash(atNanos, both, tryRestart(killed)));
    } finally {
      killing.unlock();
    }
  }

  private Optional<ServerStart> tryRestart(ServerProcess killed) {
    try {
      ServerStart start = killed.restart();
      out.printf("       ready again after %.1f s%n", start.ready().toMillis() / 1000.0);
      return Optional.of(start);
    } catch (IOException e) {
      out.println("       did not start again: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void dropIndex(DayClock clock) {
    simulation.ops().forgetPositions(plan.cityId());
    indexDrops.incrementAndGet();
    out.printf("%s  all positions forgotten%n", clock.timeAt(simulation.time().now()));
  }
}
