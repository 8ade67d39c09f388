package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code bench geo}: the rider index beside a scan of all riders. */
public final class GeoBenchmark implements Benchmark {
  private static final String[] ROUGH = {"10000"};
  private static final String[] FULL = {"10000", "50000"};

  @Override
  public String purpose() {
    return "geo: a move, and the 10 nearest within 3 km, in a city disc of 15 km, one thread";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws RunnerException {
    Map<String, Double> nanos = new TreeMap<>();
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(RiderIndexBenchmark.class.getName() + "\\..*")
        .param("riders", quick ? ROUGH : FULL)
        .forks(quick ? 1 : 2)
        .warmupIterations(quick ? 3 : 5)
        .warmupTime(TimeValue.seconds(quick ? 1 : 2))
        .measurementIterations(quick ? 3 : 5)
        .measurementTime(TimeValue.seconds(quick ? 1 : 2))
        .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
    for (RunResult result : new Runner(options.build()).run()) {
      String riders = result.getParams().getParam("riders");
      String name = result.getPrimaryResult().getLabel() + "_" + riders;
      nanos.put(name, result.getPrimaryResult().getScore());
    }
    Figures figures = new Figures();
    nanos.forEach((name, score) -> figures.put(name + "_ns", score));
    for (String riders : quick ? ROUGH : FULL) {
      Double scan = nanos.get("scan_" + riders);
      Double nearest = nanos.get("nearest_" + riders);
      if (scan != null && nearest != null) {
        figures.put("nearest_" + riders + "_ratio_scan", scan / nearest);
      }
    }
    return figures;
  }
}
