package io.dabba.benchmarks.bench;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code bench NAME [DIR...]}: runs a benchmark, prints its figures, and writes them as flat JSON.
 */
public final class BenchCommand {
  public static final String USAGE =
      """
      bench NAME [DIR...]   runs a benchmark, on the recorded data in DIR if it needs any
        --quick        rougher figures, within five minutes
        --json FILE    write the figures as one flat JSON object
        search takes:
        --restaurants N   so many made-up restaurants instead of 500,000
        --catalog CSV     real restaurants, searched too
        --typos CSV       misspellings of words of --catalog: how many find what was meant
        mdrp takes (DIR is an instance of the Meal Delivery Routing Problem, or a folder of some):
        --matcher M       batch, or greedy
        --weights W       balanced, or speed or economy: by what batch compares trips
        --seeds 0,1       only instances whose names begin so; with --quick every fifth of them
        --solutions OUT   write the solutions there, as the evaluator of the public instances reads
                          them, each in a folder of the instance's name, and results.csv
        --plots OUT       write click-to-door as SVG there, instead of beside the solutions
      """;

  private static final Set<String> ALWAYS_VALUED = Set.of("--json");
  private static final Set<String> ALWAYS_FLAGS = Set.of("--quick");

  private BenchCommand() {}

  /**
   * Runs the benchmark that the command line names.
   *
   * @param known the benchmarks that need no data, by name
   * @param onFolder those that read recorded data, by name; one in both takes a folder or none
   * @return 0, or 1 if the benchmark failed by what it found
   */
  public static int run(
      List<String> line,
      SortedMap<String, Benchmark> known,
      SortedMap<String, FolderBenchmark> onFolder,
      PrintStream out)
      throws Exception {
    Set<String> valued = new HashSet<>(ALWAYS_VALUED);
    known.values().forEach(benchmark -> valued.addAll(benchmark.options()));
    onFolder.values().forEach(benchmark -> valued.addAll(benchmark.options()));
    Options options = Options.parse(line, valued, ALWAYS_FLAGS);
    Benchmark benchmark = configured(find(options.arguments(), known, onFolder), options);
    out.println(benchmark.purpose());
    Figures figures = benchmark.run(options.has("--quick"), out);
    figures
        .values()
        .forEach((name, value) -> out.printf("%-48s %12s%n", name, Figures.plain(value)));
    Optional<Path> json = options.path("--json");
    if (json.isPresent()) {
      figures.writeTo(json.get());
    }
    return benchmark.failed(figures) ? 1 : 0;
  }

  private static Benchmark configured(Benchmark benchmark, Options options) {
    for (String name : options.names()) {
      if (!ALWAYS_VALUED.contains(name)
          && !ALWAYS_FLAGS.contains(name)
          && !benchmark.options().contains(name)) {
        throw new UsageException(
            "%s is not an option of bench %s".formatted(name, options.arguments().getFirst()));
      }
    }
    return benchmark.with(options);
  }

  private static Benchmark find(
      List<String> arguments,
      SortedMap<String, Benchmark> known,
      SortedMap<String, FolderBenchmark> onFolder) {
    SortedSet<String> names = new TreeSet<>(known.keySet());
    for (String name : onFolder.keySet()) {
      names.add(names.remove(name) ? name + " [DIR]" : name + " DIR");
    }
    if (arguments.isEmpty()) {
      throw new UsageException("bench needs a name; known: " + String.join(", ", names));
    }
    String name = arguments.getFirst();
    List<String> folders = arguments.subList(1, arguments.size());
    Benchmark benchmark = known.get(name);
    FolderBenchmark reader = onFolder.get(name);
    if (reader != null && reader.takes(folders.size())) {
      return reader.on(folders.stream().map(Path::of).toList());
    }
    if (benchmark != null && folders.isEmpty()) {
      return benchmark;
    }
    if (benchmark != null && reader == null) {
      throw new UsageException(
          "bench %s takes no folder; got %s".formatted(name, String.join(" ", folders)));
    }
    if (reader == null) {
      throw new UsageException(
          "no such benchmark: %s; known: %s".formatted(name, String.join(", ", names)));
    }
    throw new UsageException(
        reader.takes(2)
            ? "bench %s needs folders of recorded data: bench %s DIR...".formatted(name, name)
            : "bench %s needs one folder of recorded data: bench %s DIR".formatted(name, name));
  }
}
