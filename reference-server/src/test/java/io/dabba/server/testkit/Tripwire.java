package io.dabba.server.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Acts once, at a moment of the n-th run of a statement that passes a {@link PostgresProxy}. What
 * PostgreSQL refuses or the client rolls back before the moment is awaited anew. Thread-safe.
 */
public final class Tripwire {
  /** What becomes of the connection that sprang the wire. */
  public enum Then {
    /** It goes on as if nothing had been. */
    GO_ON,
    /** Both ends find it broken, and what was held back goes nowhere. */
    CUT
  }

  private final Moment moment;
  private final Predicate<StatementRun> statement;
  private final Supplier<Then> act;
  private final CountDownLatch sprung = new CountDownLatch(1);
  private int runsToGo;
  private boolean taken;

  Tripwire(Moment moment, Predicate<StatementRun> statement, int run, Supplier<Then> act) {
    if (run < 1) {
      throw new IllegalArgumentException("run=%d is not positive".formatted(run));
    }
    this.moment = moment;
    this.statement = statement;
    this.runsToGo = run;
    this.act = act;
  }

  Moment moment() {
    return moment;
  }

  /** Whether this run is the one to act at. */
  synchronized boolean takes(StatementRun passing) {
    if (taken || !statement.test(passing)) {
      return false;
    }
    runsToGo--;
    taken = runsToGo <= 0;
    return taken;
  }

  /** The run came to nothing before its moment. */
  synchronized void awaitNext() {
    taken = false;
  }

  Then spring() {
    try {
      return act.get();
    } finally {
      sprung.countDown();
    }
  }

  /** Whether it has acted. */
  public boolean isSprung() {
    return sprung.getCount() == 0;
  }

  /** Waits until it has acted; false if it did not in that time. */
  public boolean awaitSprung(Duration patience) {
    try {
      return sprung.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
