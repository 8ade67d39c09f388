package io.dabba.geo.fence;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Which city a point is in. Immutable; any thread may call.
 *
 * <p>Cities may overlap: then the smallest counts, so that an enclave comes before what is around
 * it, and of two of one size the one whose id comes first. A point on a border is in the city.
 */
public final class CityAtlas {
  private static final Envelope GLOBE = new Envelope(-180, 180, -90, 90);
  private static final Comparator<City> SMALLEST_FIRST =
      Comparator.comparingDouble(City::size).thenComparing(city -> city.id.value());

  private final STRtree cities = new STRtree();

  private CityAtlas(Map<CityId, ? extends Geometry> areas) {
    areas.forEach(this::add);
    cities.build();
  }

  /**
   * @param size in square degrees of the equator
   */
  private record City(CityId id, Geofence area, double size) {}

  /**
   * Prepares the areas; O(n log n) with n the vertices of all.
   *
   * @param areas what each city covers, as {@link Geofence#area} takes it
   * @throws IllegalArgumentException if an area is not one, with the id of its city
   */
  public static CityAtlas of(Map<CityId, ? extends Geometry> areas) {
    return new CityAtlas(areas);
  }

  /** The city that covers the point; O(log n) with n the vertices, if cities hardly overlap. */
  public Optional<CityId> cityOf(GeoPoint point) {
    return ((List<?>) cities.query(places(point)))
        .stream()
            .map(City.class::cast)
            .filter(city -> city.area.contains(point))
            .min(SMALLEST_FIRST)
            .map(City::id);
  }

  private void add(CityId id, Geometry geometry) {
    City city = new City(id, prepared(id, geometry), size(geometry));
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Envelope box = geometry.getGeometryN(i).getEnvelopeInternal();
      for (int degrees : new int[] {-360, 0, 360}) {
        Envelope turned =
            new Envelope(
                box.getMinX() + degrees, box.getMaxX() + degrees, box.getMinY(), box.getMaxY());
        if (turned.intersects(GLOBE)) {
          cities.insert(turned, city);
        }
      }
    }
  }

  private static Geofence prepared(CityId id, Geometry geometry) {
    try {
      return Geofence.area(geometry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("city=%s: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static double size(Geometry geometry) {
    double size = 0;
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry polygon = geometry.getGeometryN(i);
      double lat = polygon.getEnvelopeInternal().centre().y;
      size += polygon.getArea() * Math.cos(Math.toRadians(lat));
    }
    return size;
  }

  /** Where the point may lie on the plane of the boxes: a pole has every longitude. */
  private static Envelope places(GeoPoint point) {
    return Math.abs(point.lat()) == 90
        ? new Envelope(-180, 180, point.lat(), point.lat())
        : new Envelope(point.lng(), point.lng(), point.lat(), point.lat());
  }
}
