package io.dabba.server.outbox;

import io.dabba.server.metrics.LagHistogram;
import io.dabba.server.metrics.Metric;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this process's relay has done since its start: how many events it handed on, and how long
 * after they were written. Thread-safe.
 */
public final class OutboxStats {
  private final LagHistogram lags =
      new LagHistogram(
          "dabba_outbox_lag_seconds", "from writing an event to its having been heard");
  private final LongAdder setAside = new LongAdder();

  void handedOn(long nanosAfterItWasWritten) {
    lags.add(nanosAfterItWasWritten);
  }

  void setAside() {
    setAside.increment();
  }

  /** How many events were handed on. */
  public long handedOn() {
    return lags.count();
  }

  /**
   * A length of time that this share of the events waited at most; exact to a quarter.
   *
   * @param share from 0 to 1
   */
  public Duration lag(double share) {
    return lags.lag(share);
  }

  /** In the text format of Prometheus. */
  String text() {
    return lags.text()
        + Metric.counter("dabba_outbox_handed_on_total", "events that were heard", lags.count())
        + Metric.counter(
            "dabba_outbox_set_aside_total", "events set aside by this server", setAside.sum());
  }
}
