package io.dabba.benchmarks.bench.geo;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of this package, one after the other, each in JVMs of its own.
 *
 * @param quick in one JVM and half seconds, instead of two JVMs and seconds
 */
record Runs(boolean quick) {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int SHOTS = 5;

  private static final List<String> G1 = List.of("-XX:+UseG1GC");

  /** Knows the live bytes to the byte: no region is half empty, and nothing dead stays. */
  private static final List<String> SERIAL =
      List.of("-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0");

  /** From this JDK on, JMH's own use of Unsafe would warn between the results. */
  private static final int FIRST_TO_WARN = 24;

  /** Runs every method on one thread; a group has as many as it has methods. */
  Scores time(Class<?> benchmark, Map<String, String> params) throws RunnerException {
    return time(benchmark, params, 1);
  }

  /** The same on so many threads. */
  Scores time(Class<?> benchmark, Map<String, String> params, int threads) throws RunnerException {
    ChainedOptionsBuilder options =
        options(benchmark, params, G1)
            .forks(quick ? 1 : 2)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
            .measurementIterations(quick ? 3 : 4)
            .measurementTime(TimeValue.milliseconds(quick ? 500 : 1_000))
            .addProfiler(GCProfiler.class);
    if (threads > 1) {
      options.threads(threads);
    }
    Map<String, Double> values = new HashMap<>();
    Map<String, Double> bytes = new HashMap<>();
    for (RunResult run : new Runner(options.build()).run()) {
      String method = run.getPrimaryResult().getLabel();
      values.put(method, run.getPrimaryResult().getScore());
      run.getSecondaryResults()
          .forEach((name, other) -> {
            values.put(name, other.getScore());
            if (name.equals(ALLOCATION)) {
              bytes.put(method, other.getScore());
            }
          });
    }
    return new Scores(values, bytes);
  }

  /** The median of a counter over single shots after two that do not count. */
  double median(Class<?> benchmark, String counter, Map<String, String> params)
      throws RunnerException {
    ChainedOptionsBuilder options =
        options(benchmark, params, SERIAL)
            .forks(1)
            .warmupIterations(2)
            .measurementIterations(SHOTS);
    Collection<RunResult> runs = new Runner(options.build()).run();
    double[] counts =
        runs.stream()
            .flatMap(run -> run.getBenchmarkResults().stream())
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(shot -> requireNonNull(shot.getSecondaryResults().get(counter), counter))
            .mapToDouble(result -> result.getScore())
            .toArray();
    Arrays.sort(counts);
    return counts[counts.length / 2];
  }

  private static ChainedOptionsBuilder options(
      Class<?> benchmark, Map<String, String> params, List<String> collector) {
    List<String> jvm = new ArrayList<>(collector);
    jvm.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx2g"));
    if (Runtime.version().feature() >= FIRST_TO_WARN) {
      jvm.add("--sun-misc-unsafe-memory-access=allow");
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\..*")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .jvmArgsAppend(jvm.toArray(String[]::new));
    params.forEach(options::param);
    return options;
  }
}
