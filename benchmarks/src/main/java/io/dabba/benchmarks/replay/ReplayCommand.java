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

  private final ReplayOptions options;
  private final ReplayDay day;
  private final ReplayPlan plan;
  private final Optional<Outcomes> base;
  private final PrintStream out;
  private final PrintStream err;

  private ReplayCommand(ReplayOptions options, PrintStream out, PrintStream err)
      throws IOException {
    this.options = options;
    this.day = ReplayDay.read(options.folder());
    this.plan = new ReplayPlan(options, day);
    this.base =
        options.compare().isPresent()
            ? Optional.of(Outcomes.read(options.compare().get()))
            : Optional.empty();
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code: 0 if {@link Report#passed}. */
  public static int run(List<String> line, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    return new ReplayCommand(ReplayOptions.parse(line), out, err).run();
  }

  private int run() throws IOException, InterruptedException {
    tellBadRows(day.badRows(), err);
    if (plan.orders().isEmpty()) {
      throw new UsageException(
          "%s has no orders placed from %s".formatted(options.folder(), options.span()));
    }
    if (options.server().isPresent()) {
      return drive(options.server().get(), options.jwtKey().orElseThrow(), Optional.empty());
    }
    try (ServerData data = ServerData.at(options.data(), "dabba-replay-");
        ServerProcess server = ServerProcess.start(serverOptions(options, data.path()))) {
      data.stopFirst(server::close);
      int exit = drive(server.uri(), server.keyFile(), Optional.of(server));
      if (exit != 0) {
        data.keep();
        out.println("The server's data and log are kept: " + server.logFile());
      }
      return exit;
    }
  }

  private int drive(URI uri, Path key, Optional<ServerProcess> server)
      throws IOException, InterruptedException {
    Tokens tokens = Tokens.fromFile(key);
    Behaviour behaviour = Behaviour.accepting(options.accept()).withDropOutShare(options.dropOut());
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    try (Simulation simulation = new Simulation(uri, tokens, behaviour, options.seed(), run, err)) {
      out.printf(
          "%d orders from %s at speed %s on %s%n",
          plan.orders().size(), options.span(), Figures.plain(simulation.time().speed()), uri);
      RunFacts facts = new Replay(plan, options, day, simulation, server, out).run();
      Figures figures = Report.of(facts, base);
      out.println(ReportText.of(figures, facts, simulation.stats().samples()));
      tellLost(facts.outcomes());
      if (options.json().isPresent()) {
        figures.writeTo(options.json().get());
      }
      if (options.orders().isPresent()) {
        facts.outcomes().writeTo(options.orders().get());
      }
      boolean passed = Report.passed(figures);
      out.println(passed ? "Every order is accounted for." : "NOT every order is well: see above.");
      return passed ? 0 : 1;
    }
  }

  private void tellLost(Outcomes outcomes) {
    List<String> lost = base.map(outcomes::withoutRiderButDeliveredIn).orElse(List.of());
    if (!lost.isEmpty()) {
      out.printf(
          "No rider now, but delivered in %s: %s%n%n",
          options.compare().orElseThrow(), String.join(", ", lost));
    }
  }

  private static ServerOptions serverOptions(ReplayOptions options, Path data) {
    Instant start =
        DATE.atStartOfDay(ZONE)
            .plusSeconds(options.fromSecond() - ReplayPlan.WARM_UP_SECONDS)
            .toInstant();
    List<String> more = options.matcher().map(name -> List.of("--matcher", name)).orElse(List.of());
    return new ServerOptions(0, data, options.speed(), Optional.of(start), options.heap(), more);
  }

  private static void tellBadRows(List<BadRow> badRows, PrintStream err) {
    badRows.stream().limit(MOST_BAD_ROWS_SHOWN).forEach(err::println);
    if (badRows.size() > MOST_BAD_ROWS_SHOWN) {
      err.printf("... and %d bad rows more%n", badRows.size() - MOST_BAD_ROWS_SHOWN);
    }
  }
}
