package io.dabba.benchmarks.bench.fence;

import java.util.ArrayList;
import java.util.List;

/**
 * A time on which the true way of a pass is around the fence or inside, until it is away again.
 *
 * @param kind what it is for the fence
 * @param from its first second
 * @param entered on a visit, the first second inside of its first stay
 * @param left on a visit, the first second outside after its last stay
 * @param wellInside for how many seconds it is well inside, all together
 */
record Approach(Kind kind, int from, int entered, int left, int wellInside) {
  enum Kind {
    /** Inside for {@link Pass#STAY_SECONDS} at a time, having come from away and gone away. */
    VISIT,
    /** Inside, but for less at a time: it may be detected or not. */
    GRAZE,
    /** Never inside. */
    MISS,
    /** The trace begins or ends with it, so what it would have become is not known. */
    CUT
  }

  /** All approaches of a pass, in order. */
  static List<Approach> of(Pass pass) {
    List<Approach> approaches = new ArrayList<>();
    for (int second = 0; second < pass.seconds(); second++) {
      if (pass.isAround(second)) {
        int from = second;
        while (second < pass.seconds() && pass.isAround(second)) {
          second++;
        }
        approaches.add(between(pass, from, second));
      }
    }
    return approaches;
  }

  /**
   * @param to the first second after it
   */
  private static Approach between(Pass pass, int from, int to) {
    boolean touched = false;
    int entered = -1;
    int left = -1;
    int wellInside = 0;
    for (int second = from; second < to; second++) {
      if (pass.isInside(second)) {
        int since = second;
        while (second < to && pass.isInside(second)) {
          wellInside += pass.isWellInside(second) ? 1 : 0;
          second++;
        }
        touched = true;
        if (second - since >= Pass.STAY_SECONDS) {
          entered = entered < 0 ? since : entered;
          left = second;
        }
      }
    }
    if (from == 0 || to == pass.seconds()) {
      return new Approach(Kind.CUT, from, entered, left, wellInside);
    }
    Kind kind = entered >= 0 ? Kind.VISIT : touched ? Kind.GRAZE : Kind.MISS;
    return new Approach(kind, from, entered, left, wellInside);
  }
}
