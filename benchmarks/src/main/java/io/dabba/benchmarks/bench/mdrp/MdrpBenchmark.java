package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.dispatch.matching.CostWeights;
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
  public static final Set<String> OPTIONS =
      Set.of("--seeds", "--solutions", "--plots", "--matcher", "--weights");

  private static final int EVERY_WHEN_QUICK = 5;

  private final List<Path> folders;
  private final Choice choice;

  /** What the options say. */
  private record Choice(
      Set<String> seeds,
      String matcher,
      String weights,
      Optional<Path> solutions,
      Optional<Path> plots) {}

  public MdrpBenchmark(List<Path> folders) {
    this(folders, new Choice(Set.of(), "batch", "balanced", Optional.empty(), Optional.empty()));
  }

  private MdrpBenchmark(List<Path> folders, Choice choice) {
    this.folders = List.copyOf(folders);
    this.choice = choice;
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
    Optional<Path> solutions = options.path("--solutions");
    return new MdrpBenchmark(
        folders,
        new Choice(
            chosen,
            options.text("--matcher").orElse(choice.matcher()),
            options.text("--weights").orElse(choice.weights()),
            solutions,
            options.path("--plots").or(() -> solutions)));
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws IOException, InterruptedException {
    long start = System.nanoTime();
    CityStrategy strategy = CityStrategy.named(choice.matcher());
    CostWeights weights = CityStrategy.weights(choice.weights());
    List<Instance> all = Instances.read(folders, choice.seeds());
    List<Instance> instances = quick ? everyFifth(all) : all;
    out.printf(
        "%d instances%s, matcher %s%s%n",
        instances.size(),
        quick ? ", every fifth of " + all.size() : "",
        choice.matcher(),
        strategy == CityStrategy.BATCH ? ", weights " + choice.weights() : "");
    Runs runs =
        new Runs(
            rules -> strategy.of(rules, weights),
            Published.read(folders),
            choice.solutions(),
            instances.size(),
            out);
    List<Result> results = runs.of(instances);
    double seconds = (System.nanoTime() - start) / 1e9;
    new Report(results).print(out);
    if (choice.solutions().isPresent()) {
      ResultsFile.write(results, choice.solutions().get());
    }
    if (choice.plots().isPresent()) {
      Plots.write(results, choice.plots().get());
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
