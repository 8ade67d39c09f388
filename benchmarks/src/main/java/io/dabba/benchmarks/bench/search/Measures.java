package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * The laps of all sides, by side and threads; every figure is the median of its laps. Those of
 * Dabba have no name before them. Throughputs and their ratios are of two threads, latencies and
 * theirs of one, unless their name says otherwise; a ratio is Dabba's figure over the other's, and
 * OpenSearch's figures are what its HTTP client sees, except {@code took}.
 */
final class Measures {
  private final Map<String, List<Lap>> laps = new TreeMap<>();
  private final Map<String, List<Histogram>> tooks = new TreeMap<>();

  void add(Side side, int threads, Lap lap, PrintStream out) {
    laps.computeIfAbsent(key(side.name(), threads), key -> new ArrayList<>()).add(lap);
    side.takeTookMillis()
        .ifPresent(took ->
            tooks.computeIfAbsent(key(side.name(), threads), key -> new ArrayList<>()).add(took));
    out.printf(
        "  %-10s %d thread%s %,9.0f queries/s, mean %6.2f ms, p50 %6.2f ms, p99 %6.2f ms%n",
        side.name(),
        threads,
        threads == 1 ? " " : "s",
        lap.perSecond(),
        lap.meanMillis(),
        lap.millis(50),
        lap.millis(99));
  }

  void put(Figures figures) {
    put(figures, DabbaSide.NAME, "", "uncached_qps");
    for (String peer : List.of(RawLuceneSide.NAME, OpenSearchSide.NAME)) {
      if (laps.containsKey(key(peer, 2))) {
        put(figures, peer, peer + "_", peer + "_qps");
        putTook(figures, peer);
        figures.put(
            "qps_ratio_" + peer,
            median(DabbaSide.NAME, 2, Lap::perSecond) / median(peer, 2, Lap::perSecond));
        figures.put(
            "p99_ratio_" + peer,
            median(DabbaSide.NAME, 1, lap -> lap.millis(99))
                / median(peer, 1, lap -> lap.millis(99)));
      }
    }
  }

  private void putTook(Figures figures, String side) {
    List<Histogram> took = tooks.getOrDefault(key(side, 1), List.of());
    if (!took.isEmpty()) {
      figures.put(side + "_took_mean_ms", median(took, Histogram::getMean));
      figures.put(side + "_took_p99_ms", median(took, one -> one.getValueAtPercentile(99)));
    }
  }

  private void put(Figures figures, String side, String prefix, String qps) {
    figures.put(qps, median(side, 2, Lap::perSecond));
    figures.put(qps + "_1_thread", median(side, 1, Lap::perSecond));
    figures.put(prefix + "mean_ms", median(side, 1, Lap::meanMillis));
    figures.put(prefix + "p50_ms", median(side, 1, lap -> lap.millis(50)));
    figures.put(prefix + "p99_ms", median(side, 1, lap -> lap.millis(99)));
    figures.put(prefix + "p50_ms_2_threads", median(side, 2, lap -> lap.millis(50)));
    figures.put(prefix + "p99_ms_2_threads", median(side, 2, lap -> lap.millis(99)));
  }

  private double median(String side, int threads, ToDoubleFunction<Lap> figure) {
    return median(laps.getOrDefault(key(side, threads), List.of()), figure);
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String key(String side, int threads) {
    return side + " " + threads;
  }
}
