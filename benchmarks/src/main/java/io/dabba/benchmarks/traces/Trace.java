package io.dabba.benchmarks.traces;

import io.dabba.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a recorded way: fixes in order of time, none missing for long and none impossible.
 *
 * <p>{@link #at} is what the benchmarks take for the truth at each second: a straight line at even
 * speed from fix to fix. It is true at the fixes and made up between them, where most fixes are a
 * minute apart: the real way is longer, has more corners, and its speed changes more often. So
 * corners and changes of speed are fewer here than in the street, and each is sharper.
 *
 * @param vehicle the name of its file
 * @param fixes at least two, at increasing seconds
 */
public record Trace(String vehicle, List<Fix> fixes) {
  /** The longest time between two fixes of one trace: a minute is usual. */
  static final long LONGEST_GAP_SECONDS = 90;

  /** Faster than this from fix to fix, and one of the two is wrong. */
  static final double TOP_SPEED_MPS = 40;

  /**
   * @throws IllegalArgumentException if the fixes are too few, or one is not later than the one
   *     before
   */
  public Trace {
    fixes = List.copyOf(fixes);
    if (fixes.size() < 2) {
      throw new IllegalArgumentException("fixes=%s are fewer than two".formatted(fixes));
    }
    for (int i = 1; i < fixes.size(); i++) {
      if (fixes.get(i).atSecond() <= fixes.get(i - 1).atSecond()) {
        throw new IllegalArgumentException(
            "fixes[%d]=%s is not later than the fix before".formatted(i, fixes.get(i)));
      }
    }
  }

  /**
   * Splits the way of a vehicle where too much time is missing or a jump is impossible. Parts of a
   * single fix are left out.
   *
   * @param fixes in order of time, at increasing seconds
   */
  static List<Trace> split(String vehicle, List<Fix> fixes) {
    List<Trace> traces = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= fixes.size(); i++) {
      if (i == fixes.size() || isBroken(fixes.get(i - 1), fixes.get(i))) {
        if (i - from >= 2) {
          traces.add(new Trace(vehicle, fixes.subList(from, i)));
        }
        from = i;
      }
    }
    return traces;
  }

  private static boolean isBroken(Fix last, Fix next) {
    return next.atSecond() - last.atSecond() > LONGEST_GAP_SECONDS
        || last.speedMpsTo(next) > TOP_SPEED_MPS;
  }

  /** When it begins, in seconds since 1970. */
  public long startSecond() {
    return fixes.getFirst().atSecond();
  }

  /** How long it lasts, in seconds. */
  public int seconds() {
    return (int) (fixes.getLast().atSecond() - startSecond());
  }

  /**
   * Where the vehicle is taken to be so many seconds after the start; O(log n) with n the fixes.
   *
   * @param second 0 to {@link #seconds}
   * @throws IllegalArgumentException if the second is out of its range
   */
  public GeoPoint at(int second) {
    if (second < 0 || second > seconds()) {
      throw new IllegalArgumentException(
          "second=%d is not between 0 and %d".formatted(second, seconds()));
    }
    long at = startSecond() + second;
    int low = 0;
    int high = fixes.size() - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (fixes.get(middle).atSecond() <= at) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Fix from = fixes.get(low);
    Fix to = fixes.get(high);
    double share = (double) (at - from.atSecond()) / (to.atSecond() - from.atSecond());
    return new GeoPoint(
        between(from.point().lat(), to.point().lat(), share),
        between(from.point().lng(), to.point().lng(), share));
  }

  private static double between(double from, double to, double share) {
    return from * (1 - share) + to * share;
  }
}
