package io.dabba.benchmarks.bench.search;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * The whole log asked of one side again and again for so long, in a closed loop.
 *
 * @param nanos of each answer, from the asker's call to his having all of it
 */
record Lap(Duration length, Histogram nanos) {
  private static final int DIGITS = 3;

  /** Asks by so many threads; each answer's query is the log's next. */
  static Lap run(Askers side, List<LoggedQuery> log, int threads, Duration least)
      throws IOException {
    AtomicLong next = new AtomicLong();
    AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    Histogram nanos = new Histogram(DIGITS);
    long begun = System.nanoTime();
    try (ExecutorService askers = Executors.newFixedThreadPool(threads)) {
      List<Future<Histogram>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(askers.submit(() -> ask(side, log, next, end, begun + least.toNanos())));
      }
      for (Future<Histogram> part : parts) {
        nanos.add(part.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("asking " + side.name(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new Lap(Duration.ofNanos(System.nanoTime() - begun), nanos);
  }

  double perSecond() {
    return nanos.getTotalCount() / (length.toNanos() / 1e9);
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  double meanMillis() {
    return nanos.getMean() / 1e6;
  }

  /** Until the log is through, and the time is over. */
  private static Histogram ask(
      Askers side, List<LoggedQuery> log, AtomicLong next, AtomicLong end, long until)
      throws IOException {
    Histogram nanos = new Histogram(DIGITS);
    try (Askers.Asker asker = side.asker()) {
      long number = next.getAndIncrement();
      while (number < end.get()) {
        LoggedQuery query = log.get((int) (number % log.size()));
        long asked = System.nanoTime();
        asker.ask(query);
        long answered = System.nanoTime();
        nanos.recordValue(answered - asked);
        if (number % log.size() == log.size() - 1 && answered >= until) {
          end.set(number);
        }
        number = next.getAndIncrement();
      }
    }
    return nanos;
  }
}
