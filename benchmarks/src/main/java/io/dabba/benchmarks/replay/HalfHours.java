package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.simulator.OrderRecord;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each half hour of the day saw; hours with too few riders show here. Thread-safe. */
final class HalfHours {
  private static final int HALF_HOUR = 1_800;

  private final DayClock clock;
  private final SortedMap<Integer, Sums> byIndex = new TreeMap<>();

  /** One half hour: riders are means over the samples taken in it. */
  record HalfHour(int placed, int cancelled, double ridersOnShift, double freeRiders) {}

  HalfHours(DayClock clock) {
    this.clock = clock;
  }

  synchronized void sample(int secondOfDay, long onShift, long free) {
    Sums sums = sums(secondOfDay);
    sums.samples++;
    sums.onShift += onShift;
    sums.free += free;
  }

  /** Counts an order in the half hour in which it was placed. */
  synchronized void count(OrderRecord order) {
    Sums sums = sums(clock.secondAt(order.placedAt()));
    sums.placed++;
    if (order.status().equals("CANCELLED")) {
      sums.cancelled++;
    }
  }

  /** By the time at which each begins, in the order of the day (or days). */
  synchronized Map<LocalTime, HalfHour> byTime() {
    Map<LocalTime, HalfHour> halfHours = new LinkedHashMap<>();
    byIndex.forEach((index, sums) ->
        halfHours.put(
            LocalTime.ofSecondOfDay(Math.floorMod(index * HALF_HOUR, 86_400)),
            new HalfHour(
                sums.placed,
                sums.cancelled,
                sums.samples == 0 ? 0 : (double) sums.onShift / sums.samples,
                sums.samples == 0 ? 0 : (double) sums.free / sums.samples)));
    return halfHours;
  }

  private Sums sums(int secondOfDay) {
    return byIndex.computeIfAbsent(Math.floorDiv(secondOfDay, HALF_HOUR), any -> new Sums());
  }

  private static final class Sums {
    private int placed;
    private int cancelled;
    private int samples;
    private long onShift;
    private long free;
  }
}
