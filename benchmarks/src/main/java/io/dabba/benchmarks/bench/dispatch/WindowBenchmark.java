package io.dabba.benchmarks.bench.dispatch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step that matches a whole window. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WindowBenchmark {
  static final int RIDES = 1_000;
  static final int RIDERS = 10_000;

  private final DueWindow window = new DueWindow(RIDES, RIDERS);

  /** Its cost is small beside a window's, and outside what is timed. */
  @Setup(Level.Invocation)
  public void renew() {
    window.renew();
  }

  @Benchmark
  public int match() {
    int offers = window.match();
    if (offers == 0) {
      throw new IllegalStateException("no ride of %d found a rider".formatted(RIDES));
    }
    return offers;
  }
}
