package io.dabba.benchmarks.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** The latencies (wall time) and outcomes of all calls of one name; thread-safe. */
public final class CallStats {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final AtomicHistogram micros = new AtomicHistogram(LONGEST_MICROS, 2);
  private final ConcurrentMap<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();
  private final LongAdder givenUp = new LongAdder();

  void answered(int status, long nanos) {
    micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    byStatus.computeIfAbsent(status, any -> new LongAdder()).increment();
  }

  void lost() {
    lost.increment();
  }

  void gaveUp() {
    givenUp.increment();
  }

  /** How many attempts were answered, with whatever status. */
  public long calls() {
    return micros.getTotalCount();
  }

  /** How many attempts ended without an answer; each was sent again or given up. */
  public long lostAttempts() {
    return lost.sum();
  }

  /** How many calls ended without an answer that settles them. */
  public long givenUpCalls() {
    return givenUp.sum();
  }

  public Map<Integer, Long> byStatus() {
    Map<Integer, Long> counts = new TreeMap<>();
    byStatus.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  public double millisAt(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  public double maxMillis() {
    return micros.getMaxValue() / 1000.0;
  }

  void addTo(Histogram sum) {
    sum.add(micros);
  }
}
