package io.dabba.server.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How long something took, each time since the start of the process. Thread-safe. */
public final class LagHistogram {
  /** From a millisecond to more than a minute, each bound a quarter more than the one before. */
  private static final double[] BOUNDS_SECONDS =
      IntStream.range(0, 52).mapToDouble(i -> 0.001 * Math.pow(1.25, i)).toArray();

  private final String name;
  private final String help;
  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS_SECONDS.length + 1);
  private final LongAdder sumNanos = new LongAdder();

  /**
   * @param name of the metric; ends in {@code _seconds}
   */
  public LagHistogram(String name, String help) {
    this.name = name;
    this.help = help;
  }

  /** Counts one that took so long. */
  public void add(long nanos) {
    int place = Arrays.binarySearch(BOUNDS_SECONDS, nanos / 1e9);
    buckets.incrementAndGet(place < 0 ? -place - 1 : place);
    sumNanos.add(nanos);
  }

  /** How many were counted. */
  public long count() {
    return IntStream.rangeClosed(0, BOUNDS_SECONDS.length).mapToLong(buckets::get).sum();
  }

  /**
   * A length of time that this share took at most; exact to a quarter.
   *
   * @param share from 0 to 1
   */
  public Duration lag(double share) {
    double wanted = share * count();
    long seen = 0;
    for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
      seen += buckets.get(i);
      if (seen >= wanted) {
        return Duration.ofNanos((long) (BOUNDS_SECONDS[i] * 1e9));
      }
    }
    return Duration.ofDays(1);
  }

  /** All of it, as lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("# HELP %s %s\n# TYPE %s histogram\n".formatted(name, help, name));
    long sum = 0;
    for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
      sum += buckets.get(i);
      text.append(
          String.format(Locale.ROOT, "%s_bucket{le=\"%.6f\"} %d\n", name, BOUNDS_SECONDS[i], sum));
    }
    sum += buckets.get(BOUNDS_SECONDS.length);
    text.append("%s_bucket{le=\"+Inf\"} %d\n".formatted(name, sum));
    text.append("%s_sum %s\n".formatted(name, sumNanos.sum() / 1e9));
    text.append("%s_count %d\n".formatted(name, sum));
    return text.toString();
  }
}
