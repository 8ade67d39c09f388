package io.dabba.benchmarks.bench.assignment;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One peer on one matrix, which it has in its own form; it fails where Dabba's total differs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class SolveBenchmark {
  @Param("DABBA")
  public String peer;

  @Param("WINDOW_16")
  public String shape;

  private Peer solver;
  private long expected;

  @Setup
  public void build() {
    CostMatrix matrix = Shape.valueOf(shape).matrix();
    expected = Peers.DABBA.of(matrix).solve();
    solver = Peers.valueOf(peer).of(matrix);
  }

  @Benchmark
  public long solve() {
    return requireSame(solver.solve(), expected);
  }

  static long requireSame(long total, long expected) {
    if (total != expected) {
      throw new IllegalStateException("total=%d is not Dabba's %d".formatted(total, expected));
    }
    return total;
  }
}
