package io.dabba.geo;

/**
 * Which riders are in which tile. Changed under the lock of the index, by one thread at a time;
 * read by any, without waiting, who then asks whether the lists are still {@linkplain
 * TilePage#isUnchanged as they were}. Each change is O(1), amortized where it is a block's first.
 */
final class TileLists {
  private static final int NONE = TilePage.NONE;

  private final RiderSlots slots;
  private volatile TileDirectory directory = new TileDirectory();

  TileLists(RiderSlots slots) {
    this.slots = slots;
  }

  TileDirectory directory() {
    return directory;
  }

  /** The slot after this one in its tile, or {@link TilePage#NONE}. */
  static int next(long[] chunk, int offset) {
    return (int) ((long) RiderSlots.FIELD.getAcquire(chunk, offset + RiderSlots.LINKS) >> 32);
  }

  /** Whether two points are in one tile. */
  static boolean areTogether(double lat, double lng, double otherLat, double otherLng) {
    int row = Tiles.row(lat);
    int columns = Tiles.columns(row);
    return row == Tiles.row(otherLat)
        && Tiles.column(lng, columns) == Tiles.column(otherLng, columns);
  }

  /** Enters the rider of a slot that is in no list. */
  void enter(int slot, double lat, double lng) {
    int row = Tiles.row(lat);
    int column = Tiles.column(lng, Tiles.columns(row));
    TilePage page = pageFor(Tiles.block(row, column));
    page.beginChange();
    link(page, Tiles.inBlock(row, column), slot);
    page.endChange();
  }

  /** Takes the rider out of the list that he is in, which is that of this point. */
  void leave(int slot, double lat, double lng) {
    int row = Tiles.row(lat);
    int column = Tiles.column(lng, Tiles.columns(row));
    TilePage page = pageFor(Tiles.block(row, column));
    page.beginChange();
    unlink(page, Tiles.inBlock(row, column), slot);
    page.endChange();
  }

  /** From the tile of one point to that of another, without a moment in neither or in both. */
  void move(int slot, double fromLat, double fromLng, double lat, double lng) {
    int row = Tiles.row(fromLat);
    int column = Tiles.column(fromLng, Tiles.columns(row));
    int toRow = Tiles.row(lat);
    int toColumn = Tiles.column(lng, Tiles.columns(toRow));
    // The page gone to first: to make it may bring a new directory, without pages that are empty.
    TilePage to = pageFor(Tiles.block(toRow, toColumn));
    TilePage from = pageFor(Tiles.block(row, column));
    from.beginChange();
    if (to != from) {
      to.beginChange();
    }
    unlink(from, Tiles.inBlock(row, column), slot);
    link(to, Tiles.inBlock(toRow, toColumn), slot);
    if (to != from) {
      to.endChange();
    }
    from.endChange();
  }

  private TilePage pageFor(int block) {
    TilePage page = directory.find(block);
    return page == null ? addPage(block) : page;
  }

  private TilePage addPage(int block) {
    TilePage page = new TilePage(block);
    TileDirectory full = directory;
    if (full.isFull()) {
      TileDirectory grown = full.grown();
      grown.add(page);
      directory = grown;
    } else {
      full.add(page);
    }
    return page;
  }

  private void link(TilePage page, int tile, int slot) {
    int first = page.head(tile);
    links(slot, first, NONE);
    if (first != NONE) {
      links(first, next(first), slot);
    }
    page.head(tile, slot);
    page.count(1);
  }

  private void unlink(TilePage page, int tile, int slot) {
    int next = next(slot);
    int previous = previous(slot);
    if (previous == NONE) {
      page.head(tile, next);
    } else {
      links(previous, next, previous(previous));
    }
    if (next != NONE) {
      links(next, next(next), previous);
    }
    page.count(-1);
  }

  private int next(int slot) {
    return next(slots.chunk(slot), RiderSlots.offset(slot));
  }

  private int previous(int slot) {
    return (int)
        (long)
            RiderSlots.FIELD.getAcquire(
                slots.chunk(slot), RiderSlots.offset(slot) + RiderSlots.LINKS);
  }

  private void links(int slot, int next, int previous) {
    RiderSlots.FIELD.setRelease(
        slots.chunk(slot),
        RiderSlots.offset(slot) + RiderSlots.LINKS,
        (long) next << 32 | (previous & 0xFFFFFFFFL));
  }
}
