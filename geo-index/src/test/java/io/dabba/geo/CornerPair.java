package io.dabba.geo;

import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Points just inside facing corners of two cells: the nearest that cells so many rings apart come.
 */
record CornerPair(GeoPoint from, GeoPoint to) {
  /** All pairs between the cells near the point and those at this ring around each. */
  static List<CornerPair> around(GeoPoint point, int ring) throws IOException {
    H3Core h3 = H3Core.newInstance();
    List<CornerPair> pairs = new ArrayList<>();
    for (long cell : h3.gridDisk(H3Cells.cellOf(point), 2)) {
      for (long other : h3.gridDiskDistances(cell, ring).get(ring)) {
        for (GeoPoint from : cornersInside(h3, cell)) {
          for (GeoPoint to : cornersInside(h3, other)) {
            pairs.add(new CornerPair(from, to));
          }
        }
      }
    }
    return pairs;
  }

  private static List<GeoPoint> cornersInside(H3Core h3, long cell) {
    GeoPoint center = point(h3.cellToLatLng(cell));
    return h3.cellToBoundary(cell).stream()
        .map(CornerPair::point)
        .map(corner -> Globe.away(corner, corner.bearingDegrees(center), 1))
        .filter(corner -> H3Cells.cellOf(corner) == cell)
        .toList();
  }

  private static GeoPoint point(LatLng latLng) {
    return new GeoPoint(latLng.lat, latLng.lng);
  }
}
