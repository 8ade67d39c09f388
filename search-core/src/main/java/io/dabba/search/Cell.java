package io.dabba.search;

import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import io.dabba.geo.GeoPoint;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A cell of H3, whose customers are answered from one load.
 *
 * @param reachMeters no point of it is farther from its middle
 */
record Cell(GeoPoint middle, double reachMeters) {
  /** The mean edge, and thus the mean reach, of cells by resolution. */
  private static final double[] EDGE_METERS = {
    1_281_256, 483_057, 182_513, 68_979, 26_072, 9_854, 3_725, 1_406, 531, 201, 75.9, 28.7
  };

  private static final int COARSEST = 5;

  /** No edge is longer than the mean by more. */
  private static final double DISTORTION = 1.25;

  /** So far from a cell's middle little changes of what a radius holds, or of what is near. */
  private static final double OF_RADIUS = 1.0 / 7;

  private static final double OF_HALF_DISTANCE = 0.3;

  /** For what is rounded. */
  private static final double SLACK_METERS = 1;

  private static final H3Core H3 = load();

  /** How fine cells have to be for such queries; negative if none are fine enough. */
  static int resolution(RestaurantQuery query) {
    double reachMeters =
        Math.min(
            query.radiusMeters() * OF_RADIUS,
            query.ranking().halfDistanceMeters() * OF_HALF_DISTANCE);
    for (int resolution = COARSEST; resolution < EDGE_METERS.length; resolution++) {
      if (EDGE_METERS[resolution] * DISTORTION <= reachMeters) {
        return resolution;
      }
    }
    return -1;
  }

  /** The number of the cell a point is in; one native call, about half a microsecond. */
  static long number(GeoPoint point, int resolution) {
    return H3.latLngToCell(point.lat(), point.lng(), resolution);
  }

  static Cell of(long number) {
    LatLng center = H3.cellToLatLng(number);
    GeoPoint middle = point(center);
    double reachMeters = 0;
    for (LatLng corner : H3.cellToBoundary(number)) {
      reachMeters = Math.max(reachMeters, middle.distanceMeters(point(corner)));
    }
    return new Cell(middle, reachMeters + SLACK_METERS);
  }

  private static GeoPoint point(LatLng point) {
    return new GeoPoint(
        Math.clamp(point.lat, -90, 90), Math.clamp(Math.IEEEremainder(point.lng, 360), -180, 180));
  }

  /** How far something is from the nearest point of the cell, at least. */
  double leastMeters(double metersFromMiddle) {
    return Math.max(0, metersFromMiddle - reachMeters);
  }

  /** How far something is from the farthest point of the cell, at most. */
  double mostMeters(double metersFromMiddle) {
    return metersFromMiddle + reachMeters;
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
