package io.dabba.benchmarks.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What the simulated people have seen so far; thread-safe. */
public final class Tally {
  /** Many times what a day has; past it the oldest are forgotten. */
  private static final int MOST_OFFERS_KEPT = 100_000;

  final LongAdder delivered = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder onShift = new LongAdder();
  final LongAdder riding = new LongAdder();
  final LongAdder lateRefused = new LongAdder();
  final LongAdder lateTaken = new LongAdder();
  final LongAdder punctualRefused = new LongAdder();
  private final ConcurrentMap<String, LongAdder> refusals = new ConcurrentHashMap<>();
  final LongAdder positions = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder droppedOut = new LongAdder();
  private final Deque<HeardOffer> offers = new ArrayDeque<>();

  /** Orders whose customers saw them delivered. */
  public long delivered() {
    return delivered.sum();
  }

  public long cancelled() {
    return cancelled.sum();
  }

  /** Orders that the server would not take. */
  public long refused() {
    return refused.sum();
  }

  public long onShift() {
    return onShift.sum();
  }

  public long free() {
    return onShift.sum() - riding.sum();
  }

  /** Answers meant to be late that were refused, as they must be. */
  public long lateRefused() {
    return lateRefused.sum();
  }

  /** Answers meant to be late that the server took all the same. */
  public long lateTaken() {
    return lateTaken.sum();
  }

  /** Acceptances meant to be in time that were refused. */
  public long punctualRefused() {
    return punctualRefused.sum();
  }

  void acceptRefused(String reason) {
    refusals.computeIfAbsent(reason, any -> new LongAdder()).increment();
  }

  /** How often acceptances were refused, by the server's reason. */
  public SortedMap<String, Long> refusals() {
    SortedMap<String, Long> counts = new TreeMap<>();
    refusals.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  public long positions() {
    return positions.sum();
  }

  /** Rides that riders took and gave back before the pickup. */
  public long droppedOut() {
    return droppedOut.sum();
  }

  void heard(HeardOffer offer) {
    synchronized (offers) {
      if (offers.size() == MOST_OFFERS_KEPT) {
        offers.removeFirst();
      }
      offers.add(offer);
    }
  }

  /** The offers that riders heard of, in that order. */
  public List<HeardOffer> offers() {
    synchronized (offers) {
      return List.copyOf(offers);
    }
  }

  /** Mistakes of the simulator itself. */
  public long failures() {
    return failures.sum();
  }
}
