package io.dabba.server.outbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What this process's relay has done since its start: how many events it handed on, and how long
 * after they were written. Thread-safe.
 */
public final class OutboxStats {
  /** From a millisecond to more than a minute, each bound a quarter more than the one before. */
  private static final double[] BOUNDS_SECONDS =
      IntStream.range(0, 52).mapToDouble(i -> 0.001 * Math.pow(1.25, i)).toArray();

  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS_SECONDS.length + 1);
  private final LongAdder lagNanos = new LongAdder();
  private final LongAdder setAside = new LongAdder();

  void handedOn(long nanosAfterItWasWritten) {
    int place = Arrays.binarySearch(BOUNDS_SECONDS, nanosAfterItWasWritten / 1e9);
    buckets.incrementAndGet(place < 0 ? -place - 1 : place);
    lagNanos.add(nanosAfterItWasWritten);
  }

  void setAside() {
    setAside.increment();
  }

  /** How many events were handed on. */
  public long handedOn() {
    return IntStream.rangeClosed(0, BOUNDS_SECONDS.length).mapToLong(buckets::get).sum();
  }

  /**
   * A length of time that this share of the events waited at most; exact to a quarter.
   *
   * @param share from 0 to 1
   */
  public Duration lag(double share) {
    double wanted = share * handedOn();
    long seen = 0;
    for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
      seen += buckets.get(i);
      if (seen >= wanted) {
        return Duration.ofNanos((long) (BOUNDS_SECONDS[i] * 1e9));
      }
    }
    return Duration.ofDays(1);
  }

  /** In the text format of Prometheus. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# HELP dabba_outbox_lag_seconds from writing an event to its having been heard\n");
    text.append("# TYPE dabba_outbox_lag_seconds histogram\n");
    long sum = 0;
    for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
      sum += buckets.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "dabba_outbox_lag_seconds_bucket{le=\"%.6f\"} %d\n",
              BOUNDS_SECONDS[i],
              sum));
    }
    sum += buckets.get(BOUNDS_SECONDS.length);
    text.append("dabba_outbox_lag_seconds_bucket{le=\"+Inf\"} ").append(sum).append('\n');
    text.append("dabba_outbox_lag_seconds_sum ").append(lagNanos.sum() / 1e9).append('\n');
    text.append("dabba_outbox_lag_seconds_count ").append(sum).append('\n');
    text.append("# HELP dabba_outbox_handed_on_total events that were heard\n");
    text.append("# TYPE dabba_outbox_handed_on_total counter\n");
    text.append("dabba_outbox_handed_on_total ").append(sum).append('\n');
    text.append("# HELP dabba_outbox_set_aside_total events set aside by this server\n");
    text.append("# TYPE dabba_outbox_set_aside_total counter\n");
    text.append("dabba_outbox_set_aside_total ").append(setAside.sum()).append('\n');
    return text.toString();
  }
}
