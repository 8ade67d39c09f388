package io.dabba.benchmarks.bench.geo;

import java.util.Arrays;

/**
 * About the limit: a fixed grid of arrays over a plane, for riders whose city and number are known
 * beforehand. No filters, no ids, no times, planar distances of single precision, one thread.
 */
final class FlatGridPeer implements Peer<int[]> {
  private static final double RIDERS_PER_CELL = 2;
  private static final int[] NOBODY = {};

  private final Plane plane;
  private final double half;
  private final double side;
  private final int width;
  private final float[] xs;
  private final float[] ys;
  private final int[] cellOf;
  private final int[][] riders;
  private final int[] sizes;
  private final Ten ten = new Ten();

  FlatGridPeer(Roster roster) {
    plane = roster.plane();
    half = roster.radiusMeters();
    side = Math.sqrt(Math.PI * half * half * RIDERS_PER_CELL / roster.size());
    width = 1 + (int) (2 * half / side);
    xs = new float[roster.size()];
    ys = new float[roster.size()];
    cellOf = new int[roster.size()];
    riders = new int[width * width][];
    Arrays.fill(riders, NOBODY);
    sizes = new int[width * width];
    for (int i = 0; i < cellOf.length; i++) {
      place(i, plane.x(roster.lng(i)), plane.y(roster.lat(i)));
      cellOf[i] = cellAt(i);
      add(i, cellOf[i]);
    }
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    place(rider, plane.x(lng), plane.y(lat));
    int to = cellAt(rider);
    int from = cellOf[rider];
    if (to != from) {
      remove(rider, from);
      add(rider, to);
      cellOf[rider] = to;
    }
    return true;
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    float x = (float) plane.x(lng);
    float y = (float) plane.y(lat);
    int column = column(x);
    int row = column(y);
    ten.clear(RADIUS_METERS);
    for (int ring = 0; ; ring++) {
      lookAtRing(column, row, ring, x, y);
      // beyond a ring it is at least its number of cells away
      if (ring * side >= RADIUS_METERS || ten.isSettledWithin(ring * side)) {
        return ten.riders();
      }
    }
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  private void lookAtRing(int column, int row, int ring, float x, float y) {
    int left = Math.max(0, column - ring);
    int right = Math.min(width - 1, column + ring);
    for (int r = Math.max(0, row - ring); r <= Math.min(width - 1, row + ring); r++) {
      if (Math.abs(r - row) == ring) {
        for (int c = left; c <= right; c++) {
          look(r * width + c, x, y);
        }
      } else {
        if (left == column - ring) {
          look(r * width + left, x, y);
        }
        if (right == column + ring) {
          look(r * width + right, x, y);
        }
      }
    }
  }

  private void look(int cell, float x, float y) {
    int[] here = riders[cell];
    for (int i = 0; i < sizes[cell]; i++) {
      float dx = xs[here[i]] - x;
      float dy = ys[here[i]] - y;
      ten.offer(here[i], dx * dx + dy * dy);
    }
  }

  private void place(int rider, double x, double y) {
    xs[rider] = (float) x;
    ys[rider] = (float) y;
  }

  private int cellAt(int rider) {
    return column(ys[rider]) * width + column(xs[rider]);
  }

  private int column(float meters) {
    return (int) ((meters + half) / side);
  }

  private void add(int rider, int cell) {
    if (sizes[cell] == riders[cell].length) {
      riders[cell] = Arrays.copyOf(riders[cell], Math.max(4, 2 * sizes[cell]));
    }
    riders[cell][sizes[cell]++] = rider;
  }

  private void remove(int rider, int cell) {
    int[] here = riders[cell];
    int at = 0;
    while (here[at] != rider) {
      at++;
    }
    here[at] = here[--sizes[cell]];
  }
}
