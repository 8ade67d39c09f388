package io.dabba.server.payments;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * How long something may take in all, where a library only limits each read: it runs on a virtual
 * thread, whose reads of sockets end when it is interrupted.
 */
record TimeLimit(Duration limit) {

  /** What the call returns, or what the function makes of the reason why it returned nothing. */
  <T> T within(Callable<T> call, Function<String, T> otherwise) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.startVirtualThread(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return otherwise.apply("no answer within %d ms".formatted(limit.toMillis()));
    } catch (ExecutionException e) {
      return otherwise.apply("no answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise.apply("interrupted");
    } finally {
      task.cancel(true);
    }
  }
}
