package io.dabba.benchmarks.demo;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.simulator.Behaviour;
import io.dabba.benchmarks.simulator.Progress;
import io.dabba.benchmarks.simulator.ServerData;
import io.dabba.benchmarks.simulator.ServerOptions;
import io.dabba.benchmarks.simulator.ServerProcess;
import io.dabba.benchmarks.simulator.Simulation;
import io.dabba.benchmarks.simulator.Tally;
import io.dabba.benchmarks.simulator.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code demo}: starts a server and lets a generated city live on it. */
public final class DemoCommand {
  public static final String USAGE = DemoOptions.USAGE;

  private static final int RESTAURANTS = 60;
  private static final int RIDERS = 80;
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZONE);

  private DemoCommand() {}

  /** Returns the exit code: 1 if it ended by itself and nothing was delivered. */
  public static int run(List<String> line, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    DemoOptions options = DemoOptions.parse(line);
    requireFree(options.port());
    out.println("Starting the server ...");
    try (ServerData data = ServerData.at(options.data(), "dabba-demo-");
        ServerProcess server =
            ServerProcess.start(
                new ServerOptions(
                    options.port(),
                    data.path(),
                    options.speed(),
                    Optional.of(
                        LocalDate.now(ZONE).atTime(LocalTime.NOON).atZone(ZONE).toInstant()),
                    options.heap()))) {
      data.stopFirst(server::close);
      return live(options, server, out, err);
    }
  }

  private static int live(
      DemoOptions options, ServerProcess server, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    Tokens tokens = Tokens.fromFile(server.keyFile());
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    GeneratedCity city = new GeneratedCity(options.seed(), RESTAURANTS, RIDERS);
    try (Simulation simulation =
        new Simulation(server.uri(), tokens, Behaviour.accepting(0.8), options.seed(), run, err)) {
      simulation.put(city.plan());
      new DemoLife(simulation, city, options.ordersPerMinute()).begin();
      out.printf("%n  Console: %s/console#token=%s%n%n", server.uri(), tokens.mint("ops", "demo"));
      awaitEnd(options, simulation, out);
      return options.atMost().isPresent() ? summary(simulation, out) : 0;
    }
  }

  private static void awaitEnd(DemoOptions options, Simulation simulation, PrintStream out)
      throws InterruptedException {
    long begun = System.nanoTime();
    Progress progress = new Progress(simulation, out);
    while (!simulation.serverGone()) {
      TimeUnit.MILLISECONDS.sleep(500);
      progress.printWhenDue(CLOCK.format(simulation.time().now()));
      long nanos = System.nanoTime() - begun;
      boolean over = options.atMost().isPresent() && nanos >= options.atMost().get().toNanos();
      if (over || (options.once() && simulation.tally().delivered() > 0)) {
        return;
      }
    }
  }

  private static int summary(Simulation simulation, PrintStream out) {
    Tally tally = simulation.tally();
    out.printf(
        "%d orders placed, %d delivered, %d cancelled, %d still open, %d refused;"
            + " customers received %d positions%n",
        simulation.orders().size(),
        tally.delivered(),
        tally.cancelled(),
        simulation.openOrders(),
        tally.refused(),
        tally.positions());
    simulation
        .stats()
        .surprises()
        .forEach((what, count) ->
            out.printf(
                "unexpected: %d x %s  %s%n",
                count, what, simulation.stats().samples().getOrDefault(what, "")));
    if (tally.delivered() == 0) {
      out.println("Nothing was delivered.");
      return 1;
    }
    return 0;
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assert probe.isBound();
    } catch (IOException e) {
      throw new UsageException(
          "--port=%d is taken by another program; choose another, or 0 for a free one"
              .formatted(port));
    }
  }
}
