package io.dabba.benchmarks.bench.geo;

import com.github.davidmoten.rtree2.Entries;
import com.github.davidmoten.rtree2.Entry;
import com.github.davidmoten.rtree2.RTree;
import com.github.davidmoten.rtree2.geometry.Geometries;
import com.github.davidmoten.rtree2.geometry.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rtree2's immutable R-tree over planar metres, bulk-loaded, with eight children a node and the
 * default splits, which suit moves best; a move deletes and adds, a query looks within growing
 * radii. No filters, planar distances, one thread writes.
 */
final class RTree2Peer implements Peer<int[]> {
  private static final int MAX_CHILDREN = 8;

  /** Radii double from here to the whole one. */
  private static final double FIRST_METERS = RADIUS_METERS / 8;

  private final Plane plane;
  private final Point[] points;
  private RTree<Integer, Point> tree;

  RTree2Peer(Roster roster) {
    plane = roster.plane();
    points = new Point[roster.size()];
    List<Entry<Integer, Point>> entries = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      points[i] = point(roster.lat(i), roster.lng(i));
      entries.add(Entries.entry(i, points[i]));
    }
    tree = RTree.maxChildren(MAX_CHILDREN).create(entries);
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    RTree<Integer, Point> without = tree.delete(rider, points[rider]);
    boolean known = without.size() < tree.size();
    points[rider] = point(lat, lng);
    tree = without.add(rider, points[rider]);
    return known;
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    Point center = point(lat, lng);
    int[] found = new int[LIMIT];
    for (double meters = FIRST_METERS; ; meters *= 2) {
      int size = 0;
      for (Entry<Integer, Point> entry : tree.nearest(center, meters, LIMIT)) {
        found[size++] = entry.value();
      }
      if (size == LIMIT) {
        return found;
      }
      if (meters >= RADIUS_METERS) {
        return Arrays.copyOf(found, size);
      }
    }
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  private Point point(double lat, double lng) {
    return Geometries.point(plane.x(lng), plane.y(lat));
  }
}
