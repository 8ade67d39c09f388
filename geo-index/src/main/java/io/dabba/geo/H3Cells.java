package io.dabba.geo;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The cells of H3, by their indexes. Stateless; any thread may call. */
final class H3Cells {
  private static final int FINEST = 15;
  private static final H3Core H3 = load();

  private H3Cells() {}

  static void requireResolution(int resolution) {
    if (resolution < 0 || resolution > FINEST) {
      throw new IllegalArgumentException(
          "resolution=%d is not between 0 and %d".formatted(resolution, FINEST));
    }
  }

  /** The cell of the point; one native call, about half a microsecond. */
  static long cellOf(GeoPoint point, int resolution) {
    return H3.latLngToCell(point.lat(), point.lng(), resolution);
  }

  /** The cell's ancestor of the coarser resolution, or itself. */
  static long parentOf(long cell, int resolution) {
    return H3.cellToParent(cell, resolution);
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
