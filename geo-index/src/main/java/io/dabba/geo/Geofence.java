package io.dabba.geo;

import org.locationtech.jts.geom.Geometry;

/**
 * A piece of the Earth's surface with a border: a circle, or an area of polygons with holes.
 * Immutable; any thread may call.
 */
public sealed interface Geofence {
  /** The least radius of a circle in metres: below it no position is that exact. */
  double MIN_RADIUS_METERS = 1;

  /** The greatest radius of a circle in metres: no city is wider. */
  double MAX_RADIUS_METERS = NearbyQuery.MAX_RADIUS_METERS;

  /** The most vertices of an area, the closing one of each ring included. */
  int MAX_VERTICES = 100_000;

  /** Whether the point is inside; the border is. Circles O(1), areas O(log vertices) or so. */
  boolean contains(GeoPoint point);

  /**
   * The distance to the border in metres, negative inside. Exact for a circle; for an area, good to
   * a metre or 0.1 % within 10 km of the border and farther than that from the poles. The sign is
   * always that of {@link #contains}: never positive inside, never negative outside. Circles O(1),
   * areas O(vertices).
   */
  double signedDistanceMeters(GeoPoint point);

  /** The middle, not always inside: with {@link #reachMeters}, a circle that holds the fence. */
  GeoPoint center();

  /** No point of the fence is farther from {@link #center} than this, in metres. */
  double reachMeters();

  /**
   * How far from the border one can be inside, in metres: the radius of a circle; for an area,
   * twice its size by the length of its border, which is as much for a square, and about so for
   * what is neither long and thin nor ragged.
   */
  double depthMeters();

  /**
   * All within so many metres of the center.
   *
   * @param radiusMeters {@link #MIN_RADIUS_METERS} to {@link #MAX_RADIUS_METERS}
   * @throws IllegalArgumentException if the radius is out of its range
   */
  static Geofence circle(GeoPoint center, double radiusMeters) {
    return new Circle(center, radiusMeters);
  }

  /**
   * A polygon or multipolygon, with x the longitude and y the latitude in degrees, and edges that
   * are straight in them, as in GeoJSON (RFC 7946). What crosses the antimeridian is cut there into
   * two polygons, the cut being no border, or has rings that go on past 180 degrees, to 360 at
   * most; what holds a pole has an edge along it. Rings may turn either way. The geometry is
   * copied; O(n log n) with n the vertices.
   *
   * @throws IllegalArgumentException if the geometry is empty or of another type, has more than
   *     {@link #MAX_VERTICES} or a coordinate out of its range, is wider than 360 degrees, or is
   *     not valid by the rules of JTS, as when it crosses itself
   */
  static Geofence area(Geometry area) {
    return new Area(LngLatArea.of(AreaRules.requireValid(area)));
  }

  /** All within a distance of a point. */
  record Circle(GeoPoint center, double radiusMeters) implements Geofence {
    /**
     * @throws IllegalArgumentException if the radius is out of its range
     */
    public Circle {
      if (!(radiusMeters >= MIN_RADIUS_METERS && radiusMeters <= MAX_RADIUS_METERS)) {
        throw new IllegalArgumentException(
            "radiusMeters=%s is not between %s and %s"
                .formatted(radiusMeters, MIN_RADIUS_METERS, MAX_RADIUS_METERS));
      }
    }

    @Override
    public boolean contains(GeoPoint point) {
      return center.distanceMeters(point) <= radiusMeters;
    }

    @Override
    public double signedDistanceMeters(GeoPoint point) {
      return center.distanceMeters(point) - radiusMeters;
    }

    @Override
    public double reachMeters() {
      return radiusMeters;
    }

    @Override
    public double depthMeters() {
      return radiusMeters;
    }
  }

  /** One or more polygons; equal only to itself. */
  final class Area implements Geofence {
    private final LngLatArea plane;
    private final GeoPoint center;
    private final double reachMeters;

    private Area(LngLatArea plane) {
      this.plane = plane;
      this.center = plane.middle();
      this.reachMeters = plane.reachMeters(center);
    }

    @Override
    public boolean contains(GeoPoint point) {
      return plane.contains(point);
    }

    @Override
    public double signedDistanceMeters(GeoPoint point) {
      double meters = plane.borderMeters(point);
      return plane.contains(point) ? -meters : meters;
    }

    @Override
    public GeoPoint center() {
      return center;
    }

    @Override
    public double reachMeters() {
      return reachMeters;
    }

    @Override
    public double depthMeters() {
      return plane.depthMeters();
    }

    @Override
    public String toString() {
      return "Area[center=%s, reachMeters=%s]".formatted(center, reachMeters);
    }
  }
}
