package io.dabba.benchmarks.bench;

import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;

/** A benchmark that {@code bench NAME} runs; one on recorded data is made for their folder. */
public interface Benchmark {
  /** What it measures, in a line. */
  String purpose();

  /**
   * Runs, telling its progress, and returns its figures; names carry their unit.
   *
   * @param quick whether to end within five minutes, for rougher figures
   */
  Figures run(boolean quick, PrintStream out) throws Exception;
}
