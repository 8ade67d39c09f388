package io.dabba.server.indexing;

import io.dabba.server.metrics.LagHistogram;
import io.dabba.server.metrics.Metric;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What a feed has done since its start, and how far behind it is. Thread-safe. */
public final class FeedStats implements Supplier<String> {
  private final LagHistogram lags =
      new LagHistogram(
          "dabba_search_feed_change_seconds",
          "from writing a restaurant or its menu to its being found as it is");
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile long completeAsOfNanos = System.nanoTime();

  FeedStats() {}

  void found(long nanosAfterItWasWritten) {
    lags.add(nanosAfterItWasWritten);
  }

  void put(int restaurants) {
    puts.add(restaurants);
  }

  void removed(int restaurants) {
    removals.add(restaurants);
  }

  void loaded() {
    loads.increment();
  }

  void failed() {
    failures.increment();
  }

  void completeAsOf(long nanos) {
    completeAsOfNanos = nanos;
  }

  /** How many changes were found by search, of those that were read one by one. */
  public long changes() {
    return lags.count();
  }

  /** How often everything was loaded anew. */
  public long loads() {
    return loads.sum();
  }

  /** How many restaurants were put into the index. */
  public long puts() {
    return puts.sum();
  }

  /** How often the feed lost its database, or failed, and began again. */
  public long failures() {
    return failures.sum();
  }

  /**
   * A length of time that this share of the changes waited at most until they were found; exact to
   * a quarter.
   *
   * @param share from 0 to 1
   */
  public Duration lag(double share) {
    return lags.lag(share);
  }

  /** In the text format of Prometheus. */
  @Override
  public String get() {
    return Metric.gauge(
            "dabba_search_feed_lag_seconds",
            "how long ago the index was what the tables were",
            Math.max(0, System.nanoTime() - completeAsOfNanos) / 1e9)
        + lags.text()
        + Metric.counter(
            "dabba_search_feed_puts_total", "restaurants put into the index", puts.sum())
        + Metric.counter(
            "dabba_search_feed_removals_total",
            "restaurants taken out of the index, or not found when they were to be put",
            removals.sum())
        + Metric.counter(
            "dabba_search_feed_loads_total", "times everything was loaded anew", loads.sum())
        + Metric.counter(
            "dabba_search_feed_failures_total",
            "times the feed lost its database or failed, and began again",
            failures.sum());
  }
}
