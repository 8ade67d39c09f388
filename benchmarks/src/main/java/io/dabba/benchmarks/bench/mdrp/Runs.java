package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import io.dabba.dispatch.Strategy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The runs of many instances, on all processors; each is as if it ran alone. */
final class Runs {
  private static final int PROGRESS_LINES = 20;

  private final Function<Rules, Strategy> strategy;
  private final Map<String, Published> published;
  private final Optional<Path> solutions;
  private final PrintStream out;
  private final int count;
  private final long start = System.nanoTime();
  private int done;

  /**
   * @param strategy by which a city dispatches under these rules
   * @param solutions where solutions are written, if they are
   */
  Runs(
      Function<Rules, Strategy> strategy,
      Map<String, Published> published,
      Optional<Path> solutions,
      int count,
      PrintStream out) {
    this.strategy = strategy;
    this.published = published;
    this.solutions = solutions;
    this.count = count;
    this.out = out;
  }

  /** The results in the order of the instances; the greatest are begun first. */
  List<Result> of(List<Instance> instances) throws IOException, InterruptedException {
    List<Instance> greatestFirst = new ArrayList<>(instances);
    greatestFirst.sort(Comparator.comparingInt(instance -> -instance.orders().size()));
    List<Future<Result>> running = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (Instance instance : greatestFirst) {
        running.add(threads.submit(() -> result(instance)));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : running) {
        results.add(result.get());
      }
      List<String> order = instances.stream().map(Instance::name).toList();
      results.sort(Comparator.comparingInt(result -> order.indexOf(result.name())));
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Result result(Instance instance) throws IOException {
    InstanceRun.Outcome outcome = InstanceRun.run(instance, strategy.apply(instance.rules()));
    Solution solution = outcome.solution();
    if (solutions.isPresent()) {
      SolutionFiles.write(instance, solution, solutions.get().resolve(instance.name()));
    }
    Result result =
        new Result(
            instance.name(),
            Metrics.of(instance, solution),
            Optional.ofNullable(published.get(instance.name())),
            StrictCheck.violations(instance, solution),
            outcome.refusals(),
            outcome.seconds());
    told(result);
    return result;
  }

  private synchronized void told(Result result) {
    done++;
    if (done == count || done % Math.max(1, count / PROGRESS_LINES) == 0) {
      double seconds = (System.nanoTime() - start) / 1e9;
      out.printf("%d of %d after %.1f s: %s%n", done, count, seconds, result.name());
    }
  }
}
