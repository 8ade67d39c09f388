package io.dabba.benchmarks.bench.mdrp;

import java.util.Comparator;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/** What is still to happen on a day: by minute, within one by turn, and then as it was noted. */
final class Agenda {
  /** What of one minute happens first. */
  enum Turn {
    RIDE,
    SHIFT,
    ORDER
  }

  private record Entry(int minute, Turn turn, int number, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.comparingInt(Entry::minute)
              .thenComparing(Entry::turn)
              .thenComparingInt(Entry::number));
  private int noted;

  void note(int minute, Turn turn, Runnable action) {
    entries.add(new Entry(minute, turn, noted++, action));
  }

  /** The minute of the next; empty if there is nothing more. */
  OptionalInt next() {
    Entry next = entries.peek();
    return next == null ? OptionalInt.empty() : OptionalInt.of(next.minute());
  }

  /** Does what is due by then. */
  void doUntil(int minute) {
    for (Entry next = entries.peek();
        next != null && next.minute() <= minute;
        next = entries.peek()) {
      entries.remove();
      next.action().run();
    }
  }
}
