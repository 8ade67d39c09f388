package io.dabba.geo;

/**
 * A grid over the globe: rows of equal height, each cut into tiles of about equal width, so fewer
 * of them towards the poles; eight by eight tiles are a block. Which tile a point is in is four
 * operations, and the same for every caller, so no point is ever near enough to an edge to be in
 * doubt. Stateless.
 *
 * <p>Rows run from the south pole, columns of a row east from the antimeridian, which both of its
 * longitudes, 180 and -180, lie at: one at the end of the row and one at its beginning.
 */
final class Tiles {
  /** Tiles along a side of a block. */
  static final int BLOCK = 8;

  static final int BLOCK_BITS = 3;

  /** Rows to a degree: a tile is 217 m high. */
  private static final int ROWS_PER_DEGREE = 512;

  static final int ROWS = 180 * ROWS_PER_DEGREE;

  /** How high a tile is, and about how wide, in metres. */
  static final double SIDE_METERS =
      GeoPoint.EARTH_RADIUS_METERS * Math.toRadians(1) / ROWS_PER_DEGREE;

  static final double BLOCK_SIDE_METERS = BLOCK * SIDE_METERS;

  private static final long IN_EACH_ROW = 0x0101_0101_0101_0101L;

  private static final int[] BLOCKS_IN_ROW = blocksInRow();

  private Tiles() {}

  /** The row of a latitude, 0 to {@link #ROWS} - 1. */
  static int row(double lat) {
    return Math.min(ROWS - 1, (int) ((lat + 90) * ROWS_PER_DEGREE));
  }

  /** How many tiles the row has: a multiple of {@link #BLOCK}. */
  static int columns(int row) {
    return BLOCKS_IN_ROW[row >> BLOCK_BITS] << BLOCK_BITS;
  }

  /** The column of a longitude in a row of so many. */
  static int column(double lng, int columns) {
    return Math.min(columns - 1, (int) ((lng + 180) * (1.0 / 360) * columns));
  }

  /** The number of the block that has this tile: not negative, and below 2^29. */
  static int block(int row, int column) {
    return ((row >> BLOCK_BITS) << 15) | (column >> BLOCK_BITS);
  }

  /** The number of the tile within its block, 0 to 63. */
  static int inBlock(int row, int column) {
    return ((row & (BLOCK - 1)) << BLOCK_BITS) | (column & (BLOCK - 1));
  }

  /** The tiles of a block from one corner to another, a bit for each by {@link #inBlock}. */
  static long rectangle(int firstRow, int lastRow, int firstColumn, int lastColumn) {
    int last = BLOCK - 1;
    long columns = (0xFFL >>> (last - (lastColumn & last))) & (0xFFL << (firstColumn & last));
    long rows =
        (-1L >>> (BLOCK * (last - (lastRow & last)))) & (-1L << (BLOCK * (firstRow & last)));
    return columns * IN_EACH_ROW & rows;
  }

  private static int[] blocksInRow() {
    int[] blocks = new int[ROWS / BLOCK];
    double degrees = (double) BLOCK / ROWS_PER_DEGREE;
    for (int i = 0; i < blocks.length; i++) {
      double middle = (i + 0.5) * degrees - 90;
      blocks[i] = Math.max(1, (int) (360 / degrees * Math.cos(Math.toRadians(middle))));
    }
    return blocks;
  }
}
