package io.dabba.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Polygons on the plane of longitude and latitude. The plane is unrolled: an area that comes cut at
 * the antimeridian, or goes all around, is laid out three times side by side, so that it has no
 * border at the cuts. Immutable.
 */
final class LngLatArea {
  /** An edge is looked at in pieces of so many metres at most, but no more of them than this. */
  private static final double PIECE_METERS = 1_000;

  private static final int MAX_PIECES = 1_000;

  private static final double METERS_PER_DEGREE = GeoPoint.EARTH_RADIUS_METERS * Math.toRadians(1);

  private static final double HALF_TURN_METERS = GeoPoint.EARTH_RADIUS_METERS * Math.PI;

  private final Envelope box;
  private final IndexedPointInAreaLocator locator;
  private final LngLatEdges border;
  private final List<Polygon> parts;

  /**
   * @param unrolled holds each place whose longitude is within half a turn of its middle
   * @param parts each part of the area once, and whole
   */
  private LngLatArea(Geometry unrolled, List<Polygon> parts) {
    this.box = unrolled.getEnvelopeInternal();
    this.locator = new IndexedPointInAreaLocator(unrolled);
    locator.locate(new Coordinate(box.getMinX(), box.getMinY())); // builds its index
    this.border = LngLatEdges.ofBorder(unrolled, box);
    this.parts = List.copyOf(parts);
  }

  /** Takes hold of the geometry. */
  static LngLatArea of(Geometry valid) {
    if (valid.getEnvelopeInternal().getWidth() < 360) {
      return new LngLatArea(valid, polygons(valid));
    }
    Geometry twice = OverlayNGRobust.union(List.of(shifted(valid, -360), valid));
    Geometry unrolled = OverlayNGRobust.union(List.of(twice, shifted(valid, 360)));
    return new LngLatArea(unrolled, eachOnce(polygons(unrolled)));
  }

  boolean contains(GeoPoint point) {
    if (Math.abs(point.lat()) == 90) {
      // a pole has every longitude
      return point.lat() > 0 ? box.getMaxY() == 90 : box.getMinY() == -90;
    }
    double x = onPlane(point.lng());
    return box.covers(x, point.lat())
        && locator.locate(new Coordinate(x, point.lat())) != Location.EXTERIOR;
  }

  /** The distance to the nearest point of the border. */
  double borderMeters(GeoPoint point) {
    return border.metersFrom(point, onPlane(point.lng()));
  }

  /** The middle of the parts' box, or the pole that they go around. */
  GeoPoint middle() {
    Envelope all = new Envelope();
    parts.forEach(part -> all.expandToInclude(part.getEnvelopeInternal()));
    if (all.getWidth() < 360) {
      return new GeoPoint(
          (all.getMinY() + all.getMaxY()) / 2, onGlobe((all.getMinX() + all.getMaxX()) / 2));
    }
    if (all.getMaxY() == 90 || all.getMinY() == -90) {
      return new GeoPoint(all.getMaxY() == 90 ? 90 : -90, 0);
    }
    return new GeoPoint((all.getMinY() + all.getMaxY()) / 2, 0);
  }

  /**
   * How far from the point the area reaches at most. The farthest place of an area is on its edges,
   * unless it holds the antipode; edges are no great circles, so between their ends one may be
   * farther by half the way.
   */
  double reachMeters(GeoPoint from) {
    GeoPoint antipode =
        new GeoPoint(-from.lat(), from.lng() > 0 ? from.lng() - 180 : from.lng() + 180);
    if (contains(antipode)) {
      return HALF_TURN_METERS;
    }
    double reach = 0;
    for (Polygon part : parts) {
      reach = Math.max(reach, LngLatEdges.of(part).reachMeters(from, PIECE_METERS, MAX_PIECES));
    }
    return Math.min(HALF_TURN_METERS, reach);
  }

  /** Of the part where it is most: twice the size by the length of the border. */
  double depthMeters() {
    double depth = 0;
    for (Polygon part : parts) {
      Envelope around = part.getEnvelopeInternal();
      double lngScale = Math.cos(Math.toRadians((around.getMinY() + around.getMaxY()) / 2));
      Geometry scaled =
          AffineTransformation.scaleInstance(METERS_PER_DEGREE * lngScale, METERS_PER_DEGREE)
              .transform(part);
      depth = Math.max(depth, 2 * scaled.getArea() / scaled.getLength());
    }
    return depth;
  }

  /** The longitude's name on the plane: within half a turn of the middle of the box. */
  private double onPlane(double lng) {
    double middle = (box.getMinX() + box.getMaxX()) / 2;
    if (lng > middle + 180) {
      return lng - 360;
    }
    return lng < middle - 180 ? lng + 360 : lng;
  }

  static double onGlobe(double x) {
    if (x > 180) {
      return x - 360;
    }
    return x < -180 ? x + 360 : x;
  }

  /** Of polygons laid out three times, those within half a turn of one in the middle. */
  private static List<Polygon> eachOnce(List<Polygon> polygons) {
    double middle =
        polygons.stream()
            .mapToDouble(LngLatArea::middleLng)
            .filter(lng -> lng >= -180 && lng <= 180)
            .findFirst()
            .orElse(0);
    return polygons.stream()
        .filter(polygon -> {
          double east = middleLng(polygon) - middle;
          return east >= -180 && east < 180;
        })
        .toList();
  }

  private static double middleLng(Polygon polygon) {
    Envelope around = polygon.getEnvelopeInternal();
    return (around.getMinX() + around.getMaxX()) / 2;
  }

  private static List<Polygon> polygons(Geometry area) {
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < area.getNumGeometries(); i++) {
      polygons.add((Polygon) area.getGeometryN(i));
    }
    return polygons;
  }

  private static Geometry shifted(Geometry area, double degrees) {
    return AffineTransformation.translationInstance(degrees, 0).transform(area);
  }
}
