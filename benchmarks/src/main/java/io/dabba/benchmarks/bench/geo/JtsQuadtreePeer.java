package io.dabba.benchmarks.bench.geo;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.ItemVisitor;
import org.locationtech.jts.index.quadtree.Quadtree;

/**
 * JTS' {@link Quadtree} over planar metres, asked for boxes of growing size, since it knows no
 * nearest. No filters, planar distances, one thread.
 */
final class JtsQuadtreePeer implements Peer<int[]> {
  /** Boxes double from here to the radius. */
  private static final double FIRST_METERS = RADIUS_METERS / 8;

  private final Quadtree tree = new Quadtree();
  private final Plane plane;
  private final double[] xs;
  private final double[] ys;
  private final Envelope box = new Envelope();
  private final Ten ten = new Ten();
  private final ItemVisitor visitor = this::look;
  private double x;
  private double y;

  JtsQuadtreePeer(Roster roster) {
    plane = roster.plane();
    xs = new double[roster.size()];
    ys = new double[roster.size()];
    for (int i = 0; i < xs.length; i++) {
      put(i, plane.x(roster.lng(i)), plane.y(roster.lat(i)));
    }
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    box.init(xs[rider], xs[rider], ys[rider], ys[rider]);
    boolean known = tree.remove(box, rider);
    put(rider, plane.x(lng), plane.y(lat));
    return known;
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    x = plane.x(lng);
    y = plane.y(lat);
    for (double meters = FIRST_METERS; ; meters *= 2) {
      ten.clear(RADIUS_METERS);
      box.init(x - meters, x + meters, y - meters, y + meters);
      tree.query(box, visitor);
      if (meters >= RADIUS_METERS || ten.isSettledWithin(meters)) {
        return ten.riders();
      }
    }
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  private void put(int rider, double east, double north) {
    xs[rider] = east;
    ys[rider] = north;
    box.init(east, east, north, north);
    tree.insert(box, rider);
  }

  private void look(Object item) {
    int rider = (Integer) item;
    double dx = xs[rider] - x;
    double dy = ys[rider] - y;
    ten.offer(rider, dx * dx + dy * dy);
  }
}
