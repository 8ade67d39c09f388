package io.dabba.benchmarks.bench;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import java.io.PrintStream;
import java.util.Set;

/** A benchmark that {@code bench NAME} runs; one on recorded data is made for their folder. */
public interface Benchmark {
  /** What it measures, in a line. */
  String purpose();

  /** The options that it takes besides those of all, with their dashes; each has a value. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * The same as its options have it.
   *
   * @throws io.dabba.benchmarks.cli.UsageException if they do not fit
   */
  default Benchmark with(Options options) {
    return this;
  }

  /**
   * Runs, telling its progress, and returns its figures; names carry their unit.
   *
   * @param quick whether to end within five minutes, for rougher figures
   */
  Figures run(boolean quick, PrintStream out) throws Exception;

  /** Whether what was found means that something is wrong, so that the command fails. */
  default boolean failed(Figures figures) {
    return false;
  }
}
