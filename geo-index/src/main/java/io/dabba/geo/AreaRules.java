package io.dabba.geo;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * What the geometry of a {@link Geofence#area} must be. Errors name the place as GeoJSON numbers
 * it: {@code coordinates[ring][vertex]}, before that the polygon if there may be several.
 */
final class AreaRules {
  private static final double MAX_LNG = 360;

  private AreaRules() {}

  /** Returns a copy of the area if it meets the rules. */
  static Geometry requireValid(Geometry area) {
    if (!(area instanceof Polygon || area instanceof MultiPolygon)) {
      throw new IllegalArgumentException(
          "area=%s is not a Polygon or MultiPolygon".formatted(area.getGeometryType()));
    }
    if (area.isEmpty()) {
      throw new IllegalArgumentException("area=%s is empty".formatted(area.getGeometryType()));
    }
    if (area.getNumPoints() > Geofence.MAX_VERTICES) {
      throw new IllegalArgumentException(
          "area has %d vertices, more than %d"
              .formatted(area.getNumPoints(), Geofence.MAX_VERTICES));
    }
    Geometry copy = area.copy();
    for (int i = 0; i < copy.getNumGeometries(); i++) {
      String place = "area.coordinates" + (copy instanceof MultiPolygon ? "[" + i + "]" : "");
      requireInRange(place, (Polygon) copy.getGeometryN(i));
    }
    double width = copy.getEnvelopeInternal().getWidth();
    if (width > 360) {
      throw new IllegalArgumentException(
          "area is %s degrees wide, more than 360; maybe it is not cut at the antimeridian everywhere"
              .formatted(width));
    }
    requireSound(copy);
    return copy;
  }

  private static void requireInRange(String place, Polygon polygon) {
    if (polygon.isEmpty()) {
      throw new IllegalArgumentException(place + " is empty");
    }
    requireInRange(place + "[0]", polygon.getExteriorRing());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      requireInRange("%s[%d]".formatted(place, i + 1), polygon.getInteriorRingN(i));
    }
  }

  private static void requireInRange(String place, LinearRing ring) {
    CoordinateSequence vertices = ring.getCoordinateSequence();
    for (int i = 0; i < vertices.size(); i++) {
      double lng = vertices.getX(i);
      double lat = vertices.getY(i);
      if (!(lat >= -90 && lat <= 90)) {
        throw new IllegalArgumentException(
            "%s[%d]: lat=%s is not between -90 and 90%s"
                .formatted(
                    place, i, lat, Math.abs(lng) <= 90 ? "; maybe lat comes before lng" : ""));
      }
      if (!(lng >= -MAX_LNG && lng <= MAX_LNG)) {
        throw new IllegalArgumentException(
            "%s[%d]: lng=%s is not between %s and %s".formatted(place, i, lng, -MAX_LNG, MAX_LNG));
      }
    }
  }

  private static void requireSound(Geometry area) {
    TopologyValidationError flaw = new IsValidOp(area).getValidationError();
    if (flaw != null) {
      Coordinate at = flaw.getCoordinate();
      throw new IllegalArgumentException(
          "area is not valid at lng=%s lat=%s: %s"
              .formatted(at.getX(), at.getY(), flaw.getMessage()));
    }
  }
}
