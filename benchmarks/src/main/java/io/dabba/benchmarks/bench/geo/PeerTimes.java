package io.dabba.benchmarks.bench.geo;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a move and a query take, by peer, all else being equal. */
final class PeerTimes {
  private final Map<Peers, Times> times = new EnumMap<>(Peers.class);

  /** In nanoseconds an operation, and in bytes that it allocates. */
  record Times(double moveNanos, double nearest10Nanos, double moveBytes, double nearest10Bytes) {
    static Times of(Scores scores) {
      return new Times(
          scores.of("move"),
          scores.of("nearest10"),
          scores.bytesOf("move"),
          scores.bytesOf("nearest10"));
    }
  }

  void put(Peers peer, Times measured) {
    times.put(peer, measured);
  }

  Map<Peers, Times> all() {
    return times;
  }

  Times dabba() {
    Times dabba = times.get(Peers.DABBA);
    if (dabba == null) {
      throw new IllegalStateException("Dabba is not measured yet");
    }
    return dabba;
  }

  /** The two rivals whose queries are the fastest. */
  List<Peers> bestTwo() {
    return times.entrySet().stream()
        .filter(entry -> entry.getKey().isRival())
        .sorted(Comparator.comparingDouble(entry -> entry.getValue().nearest10Nanos()))
        .limit(2)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many times the best rival takes of what Dabba takes; the best at this, whoever it is. */
  double ratioBest(ToDoubleFunction<Times> nanos) {
    double best =
        times.entrySet().stream()
            .filter(entry -> entry.getKey().isRival())
            .mapToDouble(entry -> nanos.applyAsDouble(entry.getValue()))
            .min()
            .orElse(Double.NaN);
    return best / nanos.applyAsDouble(dabba());
  }
}
