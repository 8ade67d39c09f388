package io.dabba.geo;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The grid that sorts riders into cells: H3 at one resolution. It only ever narrows a search: a
 * disk of cells holds every point within a radius, and many beyond. Stateless; any thread may call.
 *
 * <p>How many rings a disk needs is derived from how H3 is made, not from samples. On each face of
 * the icosahedron the cells are one regular hexagonal lattice, which goes on unbroken over the
 * edges of the faces, and a face is projected gnomonically. That projection stretches a length by
 * at most 1 / cos² of the angle between a face's center and its corner, and never shrinks one. So a
 * way of d metres on the globe is a way of at most {@code MAX_STRETCH * d} in the lattice, from
 * center to center of the two cells by at most two cell radii more, and n steps of the lattice lead
 * at least √3/2 * n spacings far. The twelve pentagons only bring cells nearer to each other.
 */
final class H3Cells {
  /** Hexagons of 0.7 km² on average: a few hundred make a delivery radius. */
  static final int RESOLUTION = 8;

  /** The distance of two neighbours' centers at resolution 0, in lattice units (Earth radii). */
  private static final double BASE_SPACING = 0.381966011250105;

  /** 1 / cos²(37.377°), the icosahedron's face center to its corner. */
  private static final double MAX_STRETCH = 1.5836;

  private static final double SPACING_METERS =
      GeoPoint.EARTH_RADIUS_METERS * BASE_SPACING / Math.pow(Math.sqrt(7), RESOLUTION);

  /** More than rounding can move a point over the edge of a cell. */
  private static final double ROUNDING_METERS = 1;

  private static final H3Core H3 = load();

  private H3Cells() {}

  /** The cell of the point; one native call. */
  static long cellOf(GeoPoint point) {
    return H3.latLngToCell(point.lat(), point.lng(), RESOLUTION);
  }

  /** How many rings around the cell of any point hold every point within the radius of it. */
  static int ringsCovering(double radiusMeters) {
    double lattice =
        MAX_STRETCH * (radiusMeters + ROUNDING_METERS) + 2 * SPACING_METERS / Math.sqrt(3);
    return (int) (lattice / (SPACING_METERS * Math.sqrt(3) / 2));
  }

  /** The most cells that a disk of so many rings has. */
  static long cellsIn(int rings) {
    return 1 + 3L * rings * (rings + 1);
  }

  /**
   * The cells around a cell, each once, by their ring: first the cell itself, then its neighbours.
   * So many first rings are the disk of so many rings; one native call, O(rings²).
   */
  static List<List<Long>> rings(long cell, int rings) {
    return H3.gridDiskDistances(cell, rings);
  }

  private static H3Core load() {
    try {
      return H3Core.newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "H3's native library did not load; maybe the temporary directory is not writable", e);
    }
  }
}
