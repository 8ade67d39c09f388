package io.dabba.server.payments.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end early when the gateway closes. Thread-safe. */
final class Pause implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Waits; false if the gateway closed meanwhile. */
  boolean elapsed(Duration time) throws InterruptedException {
    return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
