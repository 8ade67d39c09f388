package io.dabba.benchmarks.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Future actions in domain time. One thread waits for the next that is due and hands it to the
 * executor, on which it may block; actions due at the same instant begin in the order they were
 * put. While domain time is frozen nothing is due.
 *
 * <p>Thread-safe; an action costs O(log n) of n waiting ones.
 */
public final class Agenda implements AutoCloseable {
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DomainTime time;
  private final Executor executor;
  private final Consumer<RuntimeException> onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
  private long put;
  private boolean closed;

  /**
   * @param onFailure hears what an action threw, which ends that action only
   */
  public Agenda(DomainTime time, Executor executor, Consumer<RuntimeException> onFailure) {
    this.time = time;
    this.executor = executor;
    this.onFailure = onFailure;
  }

  /** Starts the thread that hands out what is due. */
  public void start() {
    Thread.ofPlatform().name("agenda").daemon().start(this::run);
  }

  public DomainTime time() {
    return time;
  }

  public void after(Duration wait, Runnable action) {
    at(time.now().plus(wait), action);
  }

  public void at(Instant when, Runnable action) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Entry entry = new Entry(when, put++, action);
      entries.add(entry);
      Entry first = entries.peek();
      if (first != null && first.order == entry.order) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Hands out the action as soon as a thread takes it. */
  public void now(Runnable action) {
    executor.execute(() -> guarded(action));
  }

  /** Looks at the time again: it was frozen, or runs from another reading. */
  public void timeChanged() {
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is still to come. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      entries.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Hands out all that is due now. */
  void runDue() {
    for (Entry due = nextDue(); due != null; due = nextDue()) {
      now(due.action);
    }
  }

  private @Nullable Entry nextDue() {
    lock.lock();
    try {
      Entry first = entries.peek();
      boolean due = first != null && !time.frozen() && time.nanosUntil(first.at) <= 0;
      return due ? entries.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        runDue();
        lock.lock();
        try {
          if (closed) {
            return;
          }
          Entry first = entries.peek();
          long wait =
              first == null || time.frozen() ? LONGEST_WAIT_NANOS : time.nanosUntil(first.at);
          if (wait > 0) {
            long left = changed.awaitNanos(Math.min(wait, LONGEST_WAIT_NANOS));
            assert left <= LONGEST_WAIT_NANOS;
          }
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }

  private record Entry(Instant at, long order, Runnable action) {}
}
