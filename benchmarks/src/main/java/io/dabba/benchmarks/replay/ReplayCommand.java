package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.simulator.Behaviour;
import io.dabba.benchmarks.simulator.ServerData;
import io.dabba.benchmarks.simulator.ServerOptions;
import io.dabba.benchmarks.simulator.ServerProcess;
import io.dabba.benchmarks.simulator.Simulation;
import io.dabba.benchmarks.simulator.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code replay DIR}: drives a recorded day against a server and reports what came of it. */
public final class ReplayCommand {
  public static final String USAGE = ReplayOptions.USAGE;

  private static final LocalDate DATE = LocalDate.of(2026, 1, 15);
  private static final ZoneId ZONE = ZoneId.of("America/Bogota");
  private static final int MOST_BAD_ROWS_SHOWN = 20;

  private ReplayCommand() {}

  /** Returns the exit code: 0 if nothing stayed open, was lost, or was booked twice. */
  public static int run(List<String> line, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    ReplayOptions options = ReplayOptions.parse(line);
    ReplayDay day = ReplayDay.read(options.folder());
    ReplayPlan plan = new ReplayPlan(options, day);
    tellBadRows(day.badRows(), err);
    if (plan.orders().isEmpty()) {
      throw new UsageException(
          "%s has no orders placed from %s".formatted(options.folder(), options.span()));
    }
    if (options.server().isPresent()) {
      Path key = options.jwtKey().orElseThrow();
      return drive(plan, options, day, options.server().get(), key, Optional.empty(), out, err);
    }
    try (ServerData data = ServerData.at(options.data(), "dabba-replay-");
        ServerProcess server = ServerProcess.start(serverOptions(options, data.path()))) {
      data.stopFirst(server);
      int exit =
          drive(plan, options, day, server.uri(), server.keyFile(), Optional.of(server), out, err);
      if (exit != 0) {
        data.keep();
        out.println("The server's data and log are kept: " + server.logFile());
      }
      return exit;
    }
  }

  private static int drive(
      ReplayPlan plan,
      ReplayOptions options,
      ReplayDay day,
      URI uri,
      Path key,
      Optional<ServerProcess> server,
      PrintStream out,
      PrintStream err)
      throws IOException, InterruptedException {
    Tokens tokens = Tokens.fromFile(key);
    Behaviour behaviour = Behaviour.accepting(options.accept());
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    try (Simulation simulation = new Simulation(uri, tokens, behaviour, options.seed(), run, err)) {
      out.printf(
          "%d orders from %s at speed %s on %s%n",
          plan.orders().size(), options.span(), Figures.plain(simulation.time().speed()), uri);
      RunFacts facts = new Replay(plan, options, day, simulation, server, out).run();
      Figures figures = Report.of(facts);
      out.println(ReportText.of(figures, facts, simulation.stats().samples()));
      if (options.json().isPresent()) {
        figures.writeTo(options.json().get());
      }
      boolean passed = Report.passed(figures);
      out.println(passed ? "Every order is accounted for." : "NOT every order is well: see above.");
      return passed ? 0 : 1;
    }
  }

  private static ServerOptions serverOptions(ReplayOptions options, Path data) {
    Instant start =
        DATE.atStartOfDay(ZONE)
            .plusSeconds(options.fromSecond() - ReplayPlan.WARM_UP_SECONDS)
            .toInstant();
    return new ServerOptions(0, data, options.speed(), Optional.of(start), options.heap());
  }

  private static void tellBadRows(List<BadRow> badRows, PrintStream err) {
    badRows.stream().limit(MOST_BAD_ROWS_SHOWN).forEach(err::println);
    if (badRows.size() > MOST_BAD_ROWS_SHOWN) {
      err.printf("... and %d bad rows more%n", badRows.size() - MOST_BAD_ROWS_SHOWN);
    }
  }
}
