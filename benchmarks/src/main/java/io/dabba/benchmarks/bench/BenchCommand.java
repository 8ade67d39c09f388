package io.dabba.benchmarks.bench;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** {@code bench NAME}: runs a benchmark, prints its figures, and writes them as flat JSON. */
public final class BenchCommand {
  public static final String USAGE =
      """
      bench NAME   runs a benchmark
        --quick        rougher figures, within five minutes
        --json FILE    write the figures as one flat JSON object
      """;

  private BenchCommand() {}

  /**
   * Runs the benchmark that the command line names.
   *
   * @param known the benchmarks by name
   */
  public static int run(List<String> line, SortedMap<String, Benchmark> known, PrintStream out)
      throws Exception {
    Options options = Options.parse(line, Set.of("--json"), Set.of("--quick"));
    if (options.arguments().size() != 1) {
      throw new UsageException("bench needs one name; known: " + names(known));
    }
    Benchmark benchmark = known.get(options.arguments().getFirst());
    if (benchmark == null) {
      throw new UsageException(
          "no such benchmark: %s; known: %s"
              .formatted(options.arguments().getFirst(), names(known)));
    }
    out.println(benchmark.purpose());
    Figures figures = benchmark.run(options.has("--quick"), out);
    figures
        .values()
        .forEach((name, value) -> out.printf("%-48s %12s%n", name, Figures.plain(value)));
    Optional<Path> json = options.path("--json");
    if (json.isPresent()) {
      figures.writeTo(json.get());
    }
    return 0;
  }

  private static String names(SortedMap<String, Benchmark> known) {
    return String.join(", ", known.keySet());
  }
}
