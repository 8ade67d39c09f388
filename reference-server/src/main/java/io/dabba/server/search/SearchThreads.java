package io.dabba.server.search;

import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that search: as many as there are processors, since searching is computing, and a
 * virtual thread that computes keeps others from running. Who finds too many waiting is told to
 * come again. Thread-safe.
 */
public final class SearchThreads implements AutoCloseable {
  static final int MAX_WAITING = 512;

  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final ThreadPoolExecutor threads;

  /** Starts with nothing to do. */
  public SearchThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    threads =
        new ThreadPoolExecutor(
            processors,
            processors,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("search-", 0).daemon().factory());
  }

  /**
   * Runs it on one of them, and waits.
   *
   * @throws ProblemException 503 if there is too much to do
   */
  <T> T run(Callable<T> search) {
    Future<T> answer;
    try {
      answer = threads.submit(search);
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException("a search failed", e.getCause());
    } catch (CancellationException e) {
      throw busy();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      // so that nobody waits for what will not be
      if (waiting instanceof Future<?> answer) {
        answer.cancel(false);
      }
    }
  }

  private static ProblemException busy() {
    return Problem.of(503, "unavailable", "Too many are searching", "Come again in a moment")
        .exception()
        .header("Retry-After", String.valueOf(COME_AGAIN.toSeconds()));
  }
}
