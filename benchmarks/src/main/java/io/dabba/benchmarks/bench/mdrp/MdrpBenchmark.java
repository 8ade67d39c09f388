package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * {@code bench mdrp DIR...}: days of the Meal Delivery Routing Problem through the dispatch of a
 * city, checked against all rules of the problem, beside published results where the folder has
 * them.
 */
public final class MdrpBenchmark implements Benchmark {
  public static final Set<String> OPTIONS = Set.of("--seeds", "--solutions", "--plots");

  private static final int EVERY_WHEN_QUICK = 5;

  private final List<Path> folders;
  private final Set<String> seeds;
  private final Optional<Path> solutions;
  private final Optional<Path> plots;

  public MdrpBenchmark(List<Path> folders) {
    this(folders, Set.of(), Optional.empty(), Optional.empty());
  }

  private MdrpBenchmark(
      List<Path> folders, Set<String> seeds, Optional<Path> solutions, Optional<Path> plots) {
    this.folders = List.copyOf(folders);
    this.seeds = seeds;
    this.solutions = solutions;
    this.plots = plots;
  }

  @Override
  public String purpose() {
    return "mdrp: undelivered orders, click-to-door, ready-to-pickup and cost on days of the Meal"
        + " Delivery Routing Problem, each order known from its placement on, every solution"
        + " checked against all rules";
  }

  @Override
  public Set<String> options() {
    return OPTIONS;
  }

  @Override
  public Benchmark with(Options options) {
    Set<String> chosen = new TreeSet<>();
    options.text("--seeds").ifPresent(text -> chosen.addAll(List.of(text.split(","))));
    for (String seed : chosen) {
      if (seed.length() != 1) {
        throw new UsageException(
            "--seeds=%s: %s is not one character, such as in 0,1"
                .formatted(options.text("--seeds").orElse(""), seed));
      }
    }
    Optional<Path> written = options.path("--solutions");
    return new MdrpBenchmark(folders, chosen, written, options.path("--plots").or(() -> written));
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Instance> all = Instances.read(folders, seeds);
    List<Instance> instances = quick ? everyFifth(all) : all;
    out.printf("%d instances%s%n", instances.size(), quick ? ", every fifth of " + all.size() : "");
    List<Result> results =
        new Runs(Published.read(folders), solutions, instances.size(), out).of(instances);
    double seconds = (System.nanoTime() - start) / 1e9;
    new Report(results).print(out);
    if (solutions.isPresent()) {
      ResultsFile.write(results, solutions.get());
    }
    if (plots.isPresent()) {
      Plots.write(results, plots.get());
    }
    return new Summary(results).figures(seconds);
  }

  /** A solution that breaks a rule is none. */
  @Override
  public boolean failed(Figures figures) {
    return figures.get("infeasible") > 0;
  }

  private static List<Instance> everyFifth(List<Instance> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % EVERY_WHEN_QUICK == 0)
        .mapToObj(all::get)
        .toList();
  }
}
