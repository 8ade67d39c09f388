package io.dabba.benchmarks.bench;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code bench NAME}: runs a benchmark, prints its figures, and writes them as flat JSON. */
public final class BenchCommand {
  public static final String USAGE =
      """
      bench NAME   runs a benchmark
        --quick        rougher figures, within five minutes
        --json FILE    write the figures as one flat JSON object
      """;

  private static final SortedMap<String, Benchmark> KNOWN =
      new TreeMap<>(Map.of("geo", new GeoBenchmark()));

  private BenchCommand() {}

  public static int run(List<String> line, PrintStream out) throws Exception {
    Options options = Options.parse(line, Set.of("--json"), Set.of("--quick"));
    if (options.arguments().size() != 1) {
      throw new UsageException("bench needs one name; known: " + known());
    }
    Benchmark benchmark = KNOWN.get(options.arguments().getFirst());
    if (benchmark == null) {
      throw new UsageException(
          "no such benchmark: %s; known: %s".formatted(options.arguments().getFirst(), known()));
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

  private static String known() {
    return String.join(", ", KNOWN.keySet());
  }
}
