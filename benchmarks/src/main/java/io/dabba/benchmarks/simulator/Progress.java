package io.dabba.benchmarks.simulator;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A line of figures every few seconds of wall time. For one thread. */
public final class Progress {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Simulation simulation;
  private final PrintStream out;
  private long lastNanos = System.nanoTime();

  public Progress(Simulation simulation, PrintStream out) {
    this.simulation = simulation;
    this.out = out;
  }

  /** Prints a line if the last is long enough ago. */
  public void printWhenDue(String domainTime) {
    long now = System.nanoTime();
    if (now - lastNanos < INTERVAL_NANOS) {
      return;
    }
    Histogram recent = simulation.takeRecentMicros();
    Tally tally = simulation.tally();
    out.println(
        String.format(
            Locale.ROOT,
            "%s  placed %d, delivered %d, cancelled %d, open %d; riders %d, free %d;"
                + " %.0f calls/s, p99 %.1f ms%s",
            domainTime,
            simulation.orders().size(),
            tally.delivered(),
            tally.cancelled(),
            simulation.openOrders(),
            tally.onShift(),
            tally.free(),
            recent.getTotalCount() * 1e9 / (now - lastNanos),
            recent.getValueAtPercentile(99) / 1000.0,
            simulation.time().frozen() ? "; the server is down" : ""));
    lastNanos = now;
  }
}
