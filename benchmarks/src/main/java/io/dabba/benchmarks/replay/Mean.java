package io.dabba.benchmarks.replay;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** The mean and the 90th percentile (nearest rank) of durations, in minutes; 0 of none. */
record Mean(double minutes, double p90Minutes) {

  static Mean of(Stream<Duration> durations) {
    double[] sorted = durations.mapToDouble(each -> each.toMillis() / 60_000.0).sorted().toArray();
    if (sorted.length == 0) {
      return new Mean(0, 0);
    }
    int rank = (int) Math.ceil(0.9 * sorted.length);
    return new Mean(Arrays.stream(sorted).sum() / sorted.length, sorted[rank - 1]);
  }
}
