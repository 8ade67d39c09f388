package io.dabba.benchmarks.bench.fence;

import io.dabba.benchmarks.traces.Fix;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import java.util.ArrayList;
import java.util.List;

/** A stretch of a trace on which the vehicle is near a fence; seconds count from its start. */
final class Pass {
  /** Who is no farther outside than this has not clearly left. */
  static final double CLEAR_METERS = 50;

  /** Who was no farther outside than this between two stays made one visit of them. */
  static final double AWAY_METERS = 100;

  /** Who is inside for less at a time grazes the fence, or drives through; outside, as well. */
  static final int STAY_SECONDS = 60;

  /**
   * Who is farther inside than this is well within: it is the standard deviation of the worst
   * noise.
   */
  static final double WELL_METERS = 30;

  /** Farther from a fence than this, no noise brings a vehicle in. */
  private static final double NEAR_METERS = 600;

  private final Geofence fence;
  private final Trace trace;
  private final int from;
  private final double[] meters;

  private Pass(Geofence fence, Trace trace, int from, int to) {
    this.fence = fence;
    this.trace = trace;
    this.from = from;
    this.meters = new double[to - from + 1];
    for (int second = 0; second < meters.length; second++) {
      meters[second] = fence.signedDistanceMeters(at(second));
    }
  }

  /** All passes of the trace by the fence, in order. */
  static List<Pass> of(Geofence fence, Trace trace) {
    List<Pass> passes = new ArrayList<>();
    List<Fix> fixes = trace.fixes();
    int from = -1;
    for (int i = 1; i < fixes.size(); i++) {
      boolean near = isNear(fence, fixes.get(i - 1).point(), fixes.get(i).point());
      if (near && from < 0) {
        from = second(trace, i - 1);
      } else if (!near && from >= 0) {
        passes.add(new Pass(fence, trace, from, second(trace, i - 1)));
        from = -1;
      }
    }
    if (from >= 0) {
      passes.add(new Pass(fence, trace, from, trace.seconds()));
    }
    return passes;
  }

  private static boolean isNear(Geofence fence, GeoPoint one, GeoPoint other) {
    double nearest =
        Math.min(fence.center().distanceMeters(one), fence.center().distanceMeters(other));
    return nearest <= fence.reachMeters() + NEAR_METERS + one.distanceMeters(other);
  }

  private static int second(Trace trace, int fix) {
    return (int) (trace.fixes().get(fix).atSecond() - trace.startSecond());
  }

  Geofence fence() {
    return fence;
  }

  /** How many seconds it has; the last is one less. */
  int seconds() {
    return meters.length;
  }

  /** Where the vehicle truly is. */
  GeoPoint at(int second) {
    return trace.at(from + second);
  }

  boolean isInside(int second) {
    return meters[second] <= 0;
  }

  boolean isWellInside(int second) {
    return meters[second] <= -WELL_METERS;
  }

  /** Whether it is inside, or not away. */
  boolean isAround(int second) {
    return meters[second] <= AWAY_METERS;
  }

  /** Whether it leaves between two seconds: clearly, or for {@link #STAY_SECONDS} at a time. */
  boolean leavesBetween(int first, int last) {
    int outside = 0;
    for (int second = first; second <= last; second++) {
      outside = isInside(second) ? 0 : outside + 1;
      if (outside >= STAY_SECONDS || meters[second] > CLEAR_METERS) {
        return true;
      }
    }
    return false;
  }
}
