package io.dabba.benchmarks.simulate;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.dispatch.testkit.Simulation;
import io.dabba.dispatch.testkit.SimulationPlan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code simulate}: hours of a city with faults, seed by seed; fails if an invariant does not hold.
 */
public final class SimulateCommand {
  public static final String USAGE =
      """
      simulate     hours of a city's dispatch in which things go wrong, held to the invariants
        --hours N      how many city-hours, each of 60 orders, 30 riders, ten faults (1000)
        --seed N       the first seed; the others follow (1)
        --threads N    how many run at once (as many as there are processors)
        --json FILE    write the counts as one flat JSON object
      """;

  private static final Duration TELL_EVERY = Duration.ofSeconds(10);
  private static final int MAX_HOURS = 10_000_000;

  private SimulateCommand() {}

  public static int run(List<String> line, PrintStream out) throws Exception {
    Options options =
        Options.parse(line, Set.of("--hours", "--seed", "--threads", "--json"), Set.of());
    if (!options.arguments().isEmpty()) {
      throw new UsageException("simulate takes no argument: " + options.arguments().getFirst());
    }
    int hours = options.whole("--hours", 1_000, 1, MAX_HOURS);
    int first = options.whole("--seed", 1, 0, Integer.MAX_VALUE);
    int threads = options.whole("--threads", Runtime.getRuntime().availableProcessors(), 1, 1_000);
    long start = System.nanoTime();
    Totals totals = simulate(first, hours, threads, out);
    Figures figures = totals.figures((System.nanoTime() - start) / 1e9);
    totals.print(out);
    out.printf(
        "%d city-hours from seed %d: %d violations%n", totals.runs(), first, totals.violated());
    Optional<Path> json = options.path("--json");
    if (json.isPresent()) {
      figures.writeTo(json.get());
    }
    return totals.violated() == 0 ? 0 : 1;
  }

  private static Totals simulate(long first, int hours, int threads, PrintStream out)
      throws InterruptedException {
    Simulation simulation = Simulation.of(SimulationPlan.cityHour());
    Totals totals = new Totals();
    AtomicLong next = new AtomicLong(first);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        workers.execute(() -> {
          for (long seed = next.getAndIncrement();
              seed < first + hours;
              seed = next.getAndIncrement()) {
            totals.add(simulation.run(seed));
          }
        });
      }
      workers.shutdown();
      while (!workers.awaitTermination(TELL_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        out.printf("%d of %d, %d violations%n", totals.runs(), hours, totals.violated());
      }
    }
    return totals;
  }
}
