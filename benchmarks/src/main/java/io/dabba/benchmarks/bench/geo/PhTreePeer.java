package io.dabba.benchmarks.bench.geo;

import ch.ethz.globis.phtree.PhTree;
import ch.ethz.globis.phtree.PhTree.PhKnnQuery;
import java.util.Arrays;

/**
 * The PH-tree behind tinspin's, by its own interface on whole millimetres of a plane, which is
 * faster than tinspin's on doubles; {@code update} from the old place to the new one, one query
 * object for all. No filters, planar distances, one thread; of two riders at one millimetre it
 * keeps one.
 */
final class PhTreePeer implements Peer<int[]> {
  private static final double PER_METER = 1_000;

  /** Makes every coordinate positive. */
  private static final double SHIFT_METERS = 1_000_000;

  private final PhTree<Integer> tree = PhTree.create(2);
  private final Plane plane;
  private final long[][] keys;
  private final PhKnnQuery<Integer> query;

  PhTreePeer(Roster roster) {
    plane = roster.plane();
    keys = new long[roster.size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new long[] {x(roster.lng(i)), y(roster.lat(i))};
      tree.put(keys[i], i);
    }
    query = tree.nearestNeighbour(LIMIT, 0, 0);
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    long[] to = {x(lng), y(lat)};
    boolean known = tree.update(keys[rider], to) != null;
    keys[rider] = to;
    return known;
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    query.reset(LIMIT, null, x(lng), y(lat));
    int[] found = new int[LIMIT];
    int size = 0;
    while (size < LIMIT && query.hasNext()) {
      var entry = query.nextEntryReuse();
      if (entry.dist() > RADIUS_METERS * PER_METER) {
        break;
      }
      found[size++] = entry.getValue();
    }
    return size == LIMIT ? found : Arrays.copyOf(found, size);
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  private long x(double lng) {
    return (long) ((plane.x(lng) + SHIFT_METERS) * PER_METER);
  }

  private long y(double lat) {
    return (long) ((plane.y(lat) + SHIFT_METERS) * PER_METER);
  }
}
