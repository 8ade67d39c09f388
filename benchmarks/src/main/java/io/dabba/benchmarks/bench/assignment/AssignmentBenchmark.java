package io.dabba.benchmarks.bench.assignment;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code bench assignment}: the solver beside OR-tools and JGraphT on the same matrices. */
public final class AssignmentBenchmark implements Benchmark {
  /** From so many pairs on JGraphT takes seconds, and is measured once. */
  private static final long MANY_ARCS = 1_000_000;

  /** From this JDK on, the native libraries' and JMH's use of Unsafe would warn. */
  private static final int FIRST_TO_WARN = 24;

  @Override
  public String purpose() {
    return "assignment: rides to riders for the least total cost, beside OR-tools and JGraphT, all"
        + " of which must agree; one thread, JMH, in JVMs of their own";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws RunnerException {
    Figures figures = new Figures();
    for (Shape shape : Shape.values()) {
      out.println(shape.label());
      Map<Peers, Double> millis = new EnumMap<>(Peers.class);
      for (Peers peer : Peers.values()) {
        double score = solveMillis(peer, shape, quick);
        millis.put(peer, score);
        out.printf("  %-32s %,12.3f ms%n", peer.label(), score);
      }
      double built = builtMillis(shape, quick);
      out.printf("  %-32s %,12.3f ms%n", "Dabba, costs built anew", built);
      put(shape.figure(), millis, built, figures);
    }
    return figures;
  }

  /** Times, and how many times Dabba's the best of OR-tools' two and JGraphT's are. */
  static void put(String name, Map<Peers, Double> millis, double builtMillis, Figures figures) {
    double dabba = Double.NaN;
    double jgrapht = Double.NaN;
    double orTools = Double.POSITIVE_INFINITY;
    for (Map.Entry<Peers, Double> entry : millis.entrySet()) {
      Peers peer = entry.getKey();
      double score = entry.getValue();
      switch (peer) {
        case DABBA -> dabba = score;
        case JGRAPHT -> jgrapht = score;
        case OR_TOOLS_FLOW, OR_TOOLS_ASSIGNMENT -> orTools = Math.min(orTools, score);
      }
      figures.put(name + (peer == Peers.DABBA ? "" : "_" + peer.figure()) + "_ms", score);
    }
    figures.put(name + "_built_ms", builtMillis);
    figures.put(name + "_ratio_or_tools", orTools / dabba);
    figures.put(name + "_ratio_jgrapht", jgrapht / dabba);
    figures.put(name + "_built_ratio_or_tools", orTools / builtMillis);
  }

  private static double solveMillis(Peers peer, Shape shape, boolean quick) throws RunnerException {
    ChainedOptionsBuilder options =
        options(SolveBenchmark.class, quick)
            .param("peer", peer.name())
            .param("shape", shape.name());
    if (peer == Peers.JGRAPHT && shape.arcs() >= MANY_ARCS) {
      options.forks(1).warmupIterations(1).measurementIterations(1);
    }
    return score(options);
  }

  private static double builtMillis(Shape shape, boolean quick) throws RunnerException {
    return score(options(BuiltBenchmark.class, quick).param("shape", shape.name()));
  }

  private static double score(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark, boolean quick) {
    List<String> jvm =
        new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx2g"));
    if (Runtime.version().feature() >= FIRST_TO_WARN) {
      jvm.add("--sun-misc-unsafe-memory-access=allow");
    }
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\..*")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .forks(quick ? 1 : 2)
        .warmupIterations(quick ? 3 : 5)
        .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
        .measurementIterations(quick ? 3 : 5)
        .measurementTime(TimeValue.milliseconds(quick ? 500 : 1_000))
        .jvmArgsAppend(jvm.toArray(String[]::new));
  }
}
