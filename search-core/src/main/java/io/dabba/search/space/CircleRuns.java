package io.dabba.search.space;

import io.dabba.geo.GeoPoint;
import java.util.Arrays;

/**
 * The runs of places on the {@link Curve} in which a circle lies: all of its points and some more,
 * in order, none touching the next. At most {@value #MAX_RUNS}, whatever the circle.
 */
public final class CircleRuns {
  static final int MAX_RUNS = 128;

  /** So that what is rounded to a step, or computed otherwise, stays inside. */
  private static final double SLACK_METERS = 1;

  /**
   * A square is cut no smaller than this part of what is looked for, one way or the other: so there
   * are at most a hundred, however flat it is near a pole.
   */
  private static final double FINEST = 1.0 / 8;

  private static final double MIN_DEGREES = 1e-6;

  private final double south;
  private final double north;

  /** From where to where eastwards; up to 540 where it goes over the antimeridian. */
  private final double west;

  private final double east;
  private final double finestLat;
  private final double finestLng;
  private long[] ends = new long[32];
  private int size;

  private CircleRuns(GeoPoint center, double radiusMeters) {
    double arc = (radiusMeters + SLACK_METERS) / GeoPoint.EARTH_RADIUS_METERS;
    double degrees = Math.toDegrees(arc);
    south = Math.max(-90, center.lat() - degrees);
    north = Math.min(90, center.lat() + degrees);
    double reach = 180;
    if (south > -90 && north < 90) {
      double sine = Math.sin(arc) / Math.cos(Math.toRadians(center.lat()));
      reach = sine >= 1 ? 180 : Math.toDegrees(Math.asin(sine)) + MIN_DEGREES;
    }
    boolean around = reach >= 180;
    west = around ? -180 : center.lng() - reach;
    east = around ? 180 : center.lng() + reach;
    finestLat = Math.max(MIN_DEGREES, (north - south) * FINEST);
    finestLng = Math.max(MIN_DEGREES, (east - west) * FINEST);
    cover(-90, -180, 180, 0, 1L << (2 * Curve.BITS));
  }

  /** Those of a circle, the edge inside. */
  public static CircleRuns of(GeoPoint center, double radiusMeters) {
    return new CircleRuns(center, radiusMeters);
  }

  public int size() {
    return size;
  }

  /** The first place of a run. */
  public long from(int run) {
    return ends[2 * run];
  }

  /** The first place after it. */
  public long to(int run) {
    return ends[2 * run + 1];
  }

  /** Adds what a square needs; its longitude spans twice as many degrees as its latitude. */
  private void cover(double lat, double lng, double height, long from, long length) {
    double width = 2 * height;
    if (lat > north || lat + height < south || isApart(lng, lng + width)) {
      return;
    }
    boolean inside = lat >= south && lat + height <= north && west <= lng && lng + width <= east;
    if (inside || length == 1 || height <= finestLat || width <= finestLng) {
      add(from, from + length);
      return;
    }
    double half = height / 2;
    long quarter = length / 4;
    cover(lat, lng, half, from, quarter);
    cover(lat, lng + height, half, from + quarter, quarter);
    cover(lat + half, lng, half, from + 2 * quarter, quarter);
    cover(lat + half, lng + height, half, from + 3 * quarter, quarter);
  }

  private boolean isApart(double from, double to) {
    return !meets(from, to) && !meets(from + 360, to + 360) && !meets(from - 360, to - 360);
  }

  private boolean meets(double from, double to) {
    return from <= east && to >= west;
  }

  private void add(long from, long to) {
    if (size > 0 && (ends[2 * size - 1] == from || size == MAX_RUNS)) {
      ends[2 * size - 1] = to;
      return;
    }
    if (2 * size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[2 * size] = from;
    ends[2 * size + 1] = to;
    size++;
  }
}
