package io.dabba.benchmarks.bench.assignment;

import io.dabba.dispatch.matching.AssignmentSolver;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Dabba, which builds its costs from the matrix every time before it solves. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class BuiltBenchmark {
  @Param("WINDOW_16")
  public String shape;

  private final AssignmentSolver solver = new AssignmentSolver();
  private CostMatrix matrix;

  @Setup
  public void build() {
    matrix = Shape.valueOf(shape).matrix();
  }

  @Benchmark
  public long buildAndSolve() {
    return new DabbaPeer(matrix, solver).solve();
  }
}
