package io.dabba.benchmarks.bench.geo;

import java.util.Arrays;
import org.tinspin.index.Index.PointEntryKnn;
import org.tinspin.index.Index.PointIteratorKnn;
import org.tinspin.index.PointMap;

/**
 * Tinspin's fastest quadtree (hypercube navigation, second version) over planar metres, with the
 * node capacity that suits it best and a root that covers the city; {@code update} from the old
 * place to the new one, one iterator for all queries. No filters, planar distances, one thread.
 */
final class TinspinQuadtreePeer implements Peer<int[]> {
  private static final int NODE_CAPACITY = 32;

  private final PointMap<Integer> tree;
  private final Plane plane;
  private final double[][] places;
  private final PointIteratorKnn<Integer> query;

  TinspinQuadtreePeer(Roster roster) {
    plane = roster.plane();
    tree =
        PointMap.Factory.createQuadtreeHC2(
            2, NODE_CAPACITY, new double[] {0, 0}, roster.radiusMeters());
    places = new double[roster.size()][];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(roster.lat(i), roster.lng(i));
      tree.insert(places[i], i);
    }
    query = tree.queryKnn(new double[] {0, 0}, LIMIT);
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    double[] to = place(lat, lng);
    boolean known = tree.update(places[rider], to) != null;
    places[rider] = to;
    return known;
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    query.reset(place(lat, lng), LIMIT);
    int[] found = new int[LIMIT];
    int size = 0;
    while (size < LIMIT && query.hasNext()) {
      PointEntryKnn<Integer> entry = query.next();
      if (entry.dist() > RADIUS_METERS) {
        break;
      }
      found[size++] = entry.value();
    }
    return size == LIMIT ? found : Arrays.copyOf(found, size);
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  private double[] place(double lat, double lng) {
    return new double[] {plane.x(lng), plane.y(lat)};
  }
}
