package io.dabba.geo;

import java.util.HashMap;
import java.util.Map;

/**
 * How many riders are in each cell of H3, as for a heat map.
 *
 * @param resolution of the cells, 0 to 15
 * @param riders the riders in a cell, by the cell's index; cells without a rider are not in it
 */
public record CellCounts(int resolution, Map<Long, Integer> riders) {
  /**
   * @throws IllegalArgumentException if the resolution is out of its range
   */
  public CellCounts {
    H3Cells.requireResolution(resolution);
    riders = Map.copyOf(riders);
  }

  /**
   * The same riders in coarser cells: each counts in the ancestor of the cell that he is in here.
   * H3's cells hold their descendants almost, so near an edge it may be another cell than the one
   * that he would be counted in by himself.
   *
   * @throws IllegalArgumentException if the resolution is finer than these cells, or negative
   */
  public CellCounts rolledUpTo(int coarser) {
    if (coarser < 0 || coarser > resolution) {
      throw new IllegalArgumentException(
          "resolution=%d is not between 0 and %d, that of the cells"
              .formatted(coarser, resolution));
    }
    Map<Long, Integer> counts = new HashMap<>();
    riders.forEach((cell, n) -> counts.merge(H3Cells.parentOf(cell, coarser), n, Integer::sum));
    return new CellCounts(coarser, counts);
  }
}
