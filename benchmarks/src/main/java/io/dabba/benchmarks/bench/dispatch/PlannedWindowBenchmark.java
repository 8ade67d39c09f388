package io.dabba.benchmarks.bench.dispatch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step that plans a whole window, where riders abound and where they are short. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlannedWindowBenchmark {
  static final int RIDES = 300;

  @Param({"1500", "200"})
  public int riders;

  private PlannedWindow window = new PlannedWindow(1, 2);

  @Setup(Level.Trial)
  public void fill() {
    window = new PlannedWindow(RIDES, riders);
  }

  /** Its cost is small beside a window's, and outside what is timed. */
  @Setup(Level.Invocation)
  public void renew() {
    window.renew();
  }

  @Benchmark
  public int plan() {
    int offered = window.plan().offered();
    if (offered == 0) {
      throw new IllegalStateException("no ride of %d was offered".formatted(RIDES));
    }
    return offered;
  }
}
