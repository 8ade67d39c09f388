package io.dabba.benchmarks.simulator;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** The statistics of all calls by name, and the answers that nobody expected; thread-safe. */
public final class ApiStats {
  private static final int MOST_SAMPLES = 50;

  private final ConcurrentMap<String, CallStats> byName = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> surprises = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> samples = new ConcurrentHashMap<>();
  private final Recorder recent = new Recorder(TimeUnit.MINUTES.toMicros(2), 2);

  /** The statistics of one name, made when first asked for. */
  CallStats of(String name) {
    return byName.computeIfAbsent(name, any -> new CallStats());
  }

  /** Counts an answer; one that asks to call again is no surprise. */
  void answered(Call call, ApiAnswer answer, long nanos, boolean askedAgain) {
    of(call.name()).answered(answer.status(), nanos);
    recent.recordValue(
        Math.min(TimeUnit.MINUTES.toMicros(2), TimeUnit.NANOSECONDS.toMicros(nanos)));
    if (!askedAgain && !call.expects(answer.status())) {
      surprise(call.name() + " " + answer.status(), answer.body());
    }
  }

  private void surprise(String what, String body) {
    surprises.computeIfAbsent(what, any -> new LongAdder()).increment();
    if (samples.size() < MOST_SAMPLES) {
      samples.putIfAbsent(what, body.length() <= 300 ? body : body.substring(0, 300) + "...");
    }
  }

  public SortedMap<String, CallStats> byName() {
    return new TreeMap<>(byName);
  }

  /** How often each unexpected outcome came, as {@code name status}. */
  public SortedMap<String, Long> surprises() {
    SortedMap<String, Long> counts = new TreeMap<>();
    surprises.forEach((what, count) -> counts.put(what, count.sum()));
    return counts;
  }

  /** The body of the first answer of each unexpected outcome. */
  public Map<String, String> samples() {
    return Map.copyOf(samples);
  }

  /** The latencies in microseconds since this was last asked. */
  Histogram takeRecentMicros() {
    return recent.getIntervalHistogram();
  }
}
