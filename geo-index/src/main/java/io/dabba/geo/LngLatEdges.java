package io.dabba.geo;

import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.util.LinearComponentExtracter;

/** Edges that are straight in longitude and latitude, on an unrolled plane. Immutable. */
final class LngLatEdges {
  /** Longitude and latitude of both ends of each edge, four numbers to an edge. */
  private final double[] ends;

  private LngLatEdges(double[] ends) {
    this.ends = ends;
  }

  /** Every edge of the rings. */
  static LngLatEdges of(Geometry area) {
    return new LngLatEdges(ends(area, edge -> true));
  }

  /** Those edges that are a border on the globe: none along a pole or where the plane ends. */
  static LngLatEdges ofBorder(Geometry area, Envelope box) {
    boolean allAround = box.getWidth() >= 360;
    return new LngLatEdges(
        ends(
            area,
            edge ->
                !liesOn(edge.p0.y, edge.p1.y, 90)
                    && !liesOn(edge.p0.y, edge.p1.y, -90)
                    && !(allAround && liesOn(edge.p0.x, edge.p1.x, box.getMinX()))
                    && !(allAround && liesOn(edge.p0.x, edge.p1.x, box.getMaxX()))));
  }

  /**
   * The distance from the point to the nearest edge, by a plane that is scaled to its latitude;
   * infinite if there is none.
   *
   * @param x the point's longitude on the unrolled plane
   */
  double metersFrom(GeoPoint point, double x) {
    double y = point.lat();
    double lngScale = Math.cos(Math.toRadians(y));
    double least = Double.POSITIVE_INFINITY;
    double nearestX = x;
    double nearestY = y;
    for (int i = 0; i < ends.length; i += 4) {
      double fromX = (ends[i] - x) * lngScale;
      double fromY = ends[i + 1] - y;
      double alongX = (ends[i + 2] - ends[i]) * lngScale;
      double alongY = ends[i + 3] - ends[i + 1];
      double length = alongX * alongX + alongY * alongY;
      double share = length == 0 ? 0 : -(fromX * alongX + fromY * alongY) / length;
      share = Math.clamp(share, 0, 1);
      double apartX = fromX + share * alongX;
      double apartY = fromY + share * alongY;
      double apart = apartX * apartX + apartY * apartY;
      if (apart < least) {
        least = apart;
        nearestX = ends[i] + share * (ends[i + 2] - ends[i]);
        nearestY = ends[i + 1] + share * alongY;
      }
    }
    if (least == Double.POSITIVE_INFINITY) {
      return least;
    }
    double lng = Math.IEEEremainder(nearestX, 360);
    return point.distanceMeters(new GeoPoint(Math.clamp(nearestY, -90, 90), lng));
  }

  /** What no place on an edge is farther away than, looking at each in pieces. */
  double reachMeters(GeoPoint from, double pieceMeters, int maxPieces) {
    double reach = 0;
    for (int i = 0; i < ends.length; i += 4) {
      double eastward = ends[i + 2] - ends[i];
      double northward = ends[i + 3] - ends[i + 1];
      double length = metersAtMost(eastward, ends[i + 1], ends[i + 3]);
      int pieces = (int) Math.clamp(Math.ceil(length / pieceMeters), 1, maxPieces);
      for (int piece = 0; piece <= pieces; piece++) {
        double share = (double) piece / pieces;
        GeoPoint end =
            new GeoPoint(
                Math.clamp(ends[i + 1] + share * northward, -90, 90),
                Math.IEEEremainder(ends[i] + share * eastward, 360));
        reach = Math.max(reach, from.distanceMeters(end) + length / pieces / 2);
      }
    }
    return reach;
  }

  /** The length of an edge, as long as it would be where the parallels are longest. */
  private static double metersAtMost(double eastward, double lat1, double lat2) {
    boolean overEquator = Math.min(lat1, lat2) <= 0 && Math.max(lat1, lat2) >= 0;
    double widestLat = overEquator ? 0 : Math.min(Math.abs(lat1), Math.abs(lat2));
    double degrees = Math.hypot(lat2 - lat1, eastward * Math.cos(Math.toRadians(widestLat)));
    return GeoPoint.EARTH_RADIUS_METERS * Math.toRadians(degrees);
  }

  private static double[] ends(Geometry area, Predicate<LineSegment> kept) {
    DoubleStream.Builder ends = DoubleStream.builder();
    for (Object line : LinearComponentExtracter.getLines(area)) {
      Coordinate[] vertices = ((Geometry) line).getCoordinates();
      for (int i = 1; i < vertices.length; i++) {
        if (kept.test(new LineSegment(vertices[i - 1], vertices[i]))) {
          ends.add(vertices[i - 1].x).add(vertices[i - 1].y).add(vertices[i].x).add(vertices[i].y);
        }
      }
    }
    return ends.build().toArray();
  }

  private static boolean liesOn(double a, double b, double line) {
    return a == line && b == line;
  }
}
