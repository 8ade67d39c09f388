package io.dabba.dispatch.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is still to happen in a simulation: by time, and at one time in the order it was noted. */
final class Agenda {
  /** Something that happens then, and what tells of it in a trace. */
  record Entry(Instant at, long number, Object what, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
  private long number;

  void note(Instant at, Object what, Runnable action) {
    entries.add(new Entry(at, number++, what, action));
  }

  @Nullable Entry next() {
    return entries.poll();
  }
}
