package io.dabba.benchmarks.bench.geo;

import com.google.common.geometry.S1Angle;
import com.google.common.geometry.S2ClosestPointQuery;
import com.google.common.geometry.S2ClosestPointQuery.Result;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2Point;
import com.google.common.geometry.S2PointIndex;
import io.dabba.geo.GeoPoint;
import java.util.List;

/**
 * S2's point index and closest-point query, first within a quarter of the radius. Exact by angle.
 * The index knows no move: a rider is removed and added in its list, which the next query sorts; so
 * a move costs O(riders), and its time here leaves the sorting out. No filters, one thread.
 */
final class S2Peer implements Peer<List<Result<Integer>>> {
  private static final S1Angle ALL = angle(RADIUS_METERS);
  private static final S1Angle NEAR = angle(RADIUS_METERS / 4);

  private final S2PointIndex<Integer> index = new S2PointIndex<>();
  private final S2Point[] points;
  private final S2ClosestPointQuery<Integer> query;
  private boolean changed;

  S2Peer(Roster roster) {
    points = new S2Point[roster.size()];
    for (int i = 0; i < points.length; i++) {
      points[i] = point(roster.lat(i), roster.lng(i));
      index.add(points[i], i);
    }
    query = new S2ClosestPointQuery<>(index);
    query.setMaxPoints(LIMIT);
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    changed = true;
    boolean known = index.remove(points[rider], rider);
    points[rider] = point(lat, lng);
    index.add(points[rider], rider);
    return known;
  }

  @Override
  public List<Result<Integer>> nearest10(double lat, double lng) {
    if (changed) {
      query.reset();
      changed = false;
    }
    S2Point center = point(lat, lng);
    query.setMaxDistance(NEAR);
    List<Result<Integer>> near = query.findClosestPoints(center);
    if (near.size() == LIMIT) {
      return near;
    }
    query.setMaxDistance(ALL);
    return query.findClosestPoints(center);
  }

  @Override
  public int[] riders(List<Result<Integer>> answer) {
    return answer.stream().mapToInt(result -> result.entry().data()).toArray();
  }

  private static S2Point point(double lat, double lng) {
    return S2LatLng.fromDegrees(lat, lng).toPoint();
  }

  private static S1Angle angle(double meters) {
    return S1Angle.radians(meters / GeoPoint.EARTH_RADIUS_METERS);
  }
}
