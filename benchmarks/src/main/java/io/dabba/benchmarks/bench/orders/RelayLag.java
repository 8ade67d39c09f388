package io.dabba.benchmarks.bench.orders;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long events waited from when they were written until they had been handed on, as {@code
 * /metrics} has it: how many waited no longer than each bound, in seconds.
 */
record RelayLag(NavigableMap<Double, Long> upTo) {
  private static final Pattern BUCKET =
      Pattern.compile("dabba_outbox_lag_seconds_bucket\\{le=\"([^\"]+)\"} (\\d+)");

  static RelayLag parse(String metrics) {
    NavigableMap<Double, Long> upTo = new TreeMap<>();
    Matcher matcher = BUCKET.matcher(metrics);
    while (matcher.find()) {
      String bound = matcher.group(1);
      upTo.put(
          bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
          Long.parseLong(matcher.group(2)));
    }
    return new RelayLag(upTo);
  }

  /** What was handed on since an earlier look. */
  RelayLag since(RelayLag earlier) {
    NavigableMap<Double, Long> more = new TreeMap<>();
    upTo.forEach((bound, count) -> more.put(bound, count - earlier.upTo.getOrDefault(bound, 0L)));
    return new RelayLag(more);
  }

  long events() {
    return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
  }

  /** A bound that this share of the events did not exceed, in milliseconds; NaN without events. */
  double millis(double share) {
    long wanted = (long) Math.ceil(share * events());
    for (Map.Entry<Double, Long> bucket : upTo.entrySet()) {
      if (wanted > 0 && bucket.getValue() >= wanted) {
        return bucket.getKey() * 1_000;
      }
    }
    return Double.NaN;
  }
}
