package io.dabba.benchmarks.bench.geo;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * H3 cells of resolution 8 in a hash map: {@code latLngToCell} at every move, {@code
 * gridDiskDistances} around every query, rings until nobody farther can be among the ten. No
 * filters, planar distances, one thread.
 */
final class H3MapsPeer implements Peer<int[]> {
  private static final int RESOLUTION = 8;

  /** Two thirds of the mean edge: cells near the icosahedron's corners are smaller. */
  private static final double LEAST_EDGE_METERS = 354;

  private static final int FIRST_RINGS = 2;
  private static final int ALL_RINGS = 7;

  private final H3Core h3 = load();
  private final Map<Long, Cell> cells = new HashMap<>();
  private final Plane plane;
  private final double[] xs;
  private final double[] ys;
  private final Cell[] cellOf;
  private final Ten ten = new Ten();

  /** Who is in a cell. */
  private static final class Cell {
    private final long id;
    private int[] riders = new int[8];
    private int size;

    Cell(long id) {
      this.id = id;
    }

    void add(int rider) {
      if (size == riders.length) {
        riders = Arrays.copyOf(riders, 2 * size);
      }
      riders[size++] = rider;
    }

    boolean remove(int rider) {
      for (int i = 0; i < size; i++) {
        if (riders[i] == rider) {
          riders[i] = riders[--size];
          return true;
        }
      }
      return false;
    }
  }

  H3MapsPeer(Roster roster) {
    plane = roster.plane();
    xs = new double[roster.size()];
    ys = new double[roster.size()];
    cellOf = new Cell[roster.size()];
    for (int i = 0; i < cellOf.length; i++) {
      cellOf[i] = cell(h3.latLngToCell(roster.lat(i), roster.lng(i), RESOLUTION));
      cellOf[i].add(i);
      xs[i] = plane.x(roster.lng(i));
      ys[i] = plane.y(roster.lat(i));
    }
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    xs[rider] = plane.x(lng);
    ys[rider] = plane.y(lat);
    Cell before = cellOf[rider];
    long id = h3.latLngToCell(lat, lng, RESOLUTION);
    if (before.id == id) {
      return true;
    }
    Cell after = cell(id);
    after.add(rider);
    cellOf[rider] = after;
    return before.remove(rider);
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    double x = plane.x(lng);
    double y = plane.y(lat);
    ten.clear(RADIUS_METERS);
    long origin = h3.latLngToCell(lat, lng, RESOLUTION);
    int looked = 0;
    for (int rings = FIRST_RINGS; ; rings = Math.min(2 * rings, ALL_RINGS)) {
      List<List<Long>> disk = h3.gridDiskDistances(origin, rings);
      for (; looked <= rings; looked++) {
        for (Long id : disk.get(looked)) {
          look(cells.get(id), x, y);
        }
      }
      // from a corner of the origin it is an edge to beyond the first ring, 3/2 to each further
      if (rings == ALL_RINGS || ten.isSettledWithin(LEAST_EDGE_METERS * (1.5 * rings - 0.5))) {
        return ten.riders();
      }
    }
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  private Cell cell(long id) {
    return cells.computeIfAbsent(id, Cell::new);
  }

  private void look(@Nullable Cell cell, double x, double y) {
    if (cell == null) {
      return;
    }
    for (int i = 0; i < cell.size; i++) {
      int rider = cell.riders[i];
      double dx = xs[rider] - x;
      double dy = ys[rider] - y;
      ten.offer(rider, dx * dx + dy * dy);
    }
  }

  private static H3Core load() {
    try {
      return H3Core.newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
