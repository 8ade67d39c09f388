package io.dabba.benchmarks.bench.pings;

import io.dabba.benchmarks.traces.Fix;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is taken for the truth: where a rider is at each second.
 *
 * @param points one per second
 */
record Way(List<GeoPoint> points) {
  /** From fix to fix the way has about so many metres between its corners. */
  private static final double BLOCKS_METERS = 300;

  /** Whoever is faster from fix to fix is on a motorway, which has no corners and no stops. */
  private static final double MOTORWAY_MPS = 15;

  /** Whoever goes less far from fix to fix stands. */
  private static final double STANDING_METERS = 20;

  /** How many of the ways from fix to fix have a stop, and for how much of their time at most. */
  private static final double STOPS = 0.6;

  private static final double STOP_SHARE = 0.5;

  private static final double SHORTEST_STOP_SECONDS = 5;

  Way {
    points = List.copyOf(points);
  }

  /** Straight and even from fix to fix: {@link Trace#at}. */
  static Way straight(Trace trace) {
    List<GeoPoint> points = new ArrayList<>();
    for (int second = 0; second <= trace.seconds(); second++) {
      points.add(trace.at(second));
    }
    return new Way(points);
  }

  /**
   * Through the same fixes by streets that run north and east: a way of corners, and with stops.
   * Made up, to see what the corners and stops that the fixes are too few for would cost.
   */
  static Way streets(Trace trace, SplittableRandom random) {
    List<GeoPoint> points = new ArrayList<>();
    List<Fix> fixes = trace.fixes();
    for (int i = 1; i < fixes.size(); i++) {
      addLeg(fixes.get(i - 1), fixes.get(i), random, points);
    }
    points.add(fixes.getLast().point());
    return new Way(points);
  }

  private static void addLeg(Fix from, Fix to, SplittableRandom random, List<GeoPoint> points) {
    int seconds = (int) (to.atSecond() - from.atSecond());
    double meters = from.point().distanceMeters(to.point());
    boolean isStreet = meters >= STANDING_METERS && meters / seconds <= MOTORWAY_MPS;
    List<GeoPoint> corners =
        isStreet
            ? corners(from.point(), to.point(), random.nextBoolean())
            : List.of(from.point(), to.point());
    boolean stops = isStreet && random.nextDouble() < STOPS;
    double stopped =
        stops
            ? random.nextDouble(
                Math.min(SHORTEST_STOP_SECONDS, seconds * STOP_SHARE / 2), seconds * STOP_SHARE)
            : 0;
    double stopsAt = stops ? random.nextDouble(seconds - stopped) : 0;
    for (int second = 0; second < seconds; second++) {
      double driven = Math.min(second, stopsAt) + Math.max(0, second - stopsAt - stopped);
      points.add(along(corners, driven / (seconds - stopped)));
    }
  }

  /** A staircase from one point to the other. */
  private static List<GeoPoint> corners(GeoPoint from, GeoPoint to, boolean northFirst) {
    GeoPoint corner = new GeoPoint(to.lat(), from.lng());
    double meters = from.distanceMeters(corner) + corner.distanceMeters(to);
    int stairs = Math.clamp(Math.round(meters / (2 * BLOCKS_METERS)), 1, 4);
    List<GeoPoint> corners = new ArrayList<>(List.of(from));
    boolean north = northFirst;
    for (int stair = 1; stair <= stairs; stair++) {
      GeoPoint before = corners.getLast();
      GeoPoint end = between(from, to, (double) stair / stairs);
      corners.add(
          north ? new GeoPoint(end.lat(), before.lng()) : new GeoPoint(before.lat(), end.lng()));
      corners.add(end);
      north = !north;
    }
    return corners;
  }

  /** The point at a share of the length of a way. */
  private static GeoPoint along(List<GeoPoint> corners, double share) {
    double meters = 0;
    for (int i = 1; i < corners.size(); i++) {
      meters += corners.get(i - 1).distanceMeters(corners.get(i));
    }
    double left = share * meters;
    for (int i = 1; i < corners.size(); i++) {
      double side = corners.get(i - 1).distanceMeters(corners.get(i));
      if (left < side) {
        return between(corners.get(i - 1), corners.get(i), left / side);
      }
      left -= side;
    }
    return corners.getLast();
  }

  private static GeoPoint between(GeoPoint from, GeoPoint to, double share) {
    return new GeoPoint(
        from.lat() * (1 - share) + to.lat() * share, from.lng() * (1 - share) + to.lng() * share);
  }

  /** How far the rider came in the second that ends here: his speed in metres per second. */
  double speedMps(int second) {
    return second == 0 ? 0 : points.get(second - 1).distanceMeters(points.get(second));
  }

  int seconds() {
    return points.size();
  }
}
