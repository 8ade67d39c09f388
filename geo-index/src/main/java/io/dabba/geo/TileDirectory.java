package io.dabba.geo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the blocks that have riders, by block: a hash table with open addressing. Pages are
 * only added, under the lock of the {@link TileLists}; any thread may find one, and never waits. A
 * table that is full is {@linkplain #grown succeeded} by another, without the pages that are empty.
 */
final class TileDirectory {
  private static final VarHandle KEY = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle ADDED;
  private static final int SPREAD = 0x9E3779B9;
  private static final int FEWEST_BITS = 3;

  static {
    try {
      ADDED = MethodHandles.lookup().findVarHandle(TileDirectory.class, "added", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int shift;

  /** The blocks' numbers plus one; 0 where there is no page. */
  private final int[] keys;

  private final @Nullable TilePage[] pages;
  private volatile int added;

  TileDirectory() {
    this(FEWEST_BITS);
  }

  private TileDirectory(int bits) {
    shift = Integer.SIZE - bits;
    keys = new int[1 << bits];
    pages = new TilePage[1 << bits];
  }

  /** The page of the block; null if it has none. */
  @Nullable TilePage find(int block) {
    int mask = keys.length - 1;
    for (int at = (block * SPREAD) >>> shift; ; at = (at + 1) & mask) {
      int key = (int) KEY.getAcquire(keys, at);
      if (key == block + 1) {
        return pages[at];
      }
      if (key == 0) {
        return null;
      }
    }
  }

  /** How many pages were added: who finds this unchanged later has missed none. */
  int added() {
    return added;
  }

  boolean isUnchanged(int begun) {
    VarHandle.acquireFence();
    return (int) ADDED.getOpaque(this) == begun;
  }

  boolean isFull() {
    return added >= keys.length / 2;
  }

  void add(TilePage page) {
    int mask = keys.length - 1;
    int at = (page.block * SPREAD) >>> shift;
    while (keys[at] != 0) {
      at = (at + 1) & mask;
    }
    pages[at] = page;
    KEY.setRelease(keys, at, page.block + 1);
    ADDED.setRelease(this, added + 1);
  }

  /** A directory with room for as many pages again, of those that have riders. */
  TileDirectory grown() {
    int kept = 0;
    for (TilePage page : pages) {
      kept += page != null && page.riders() > 0 ? 1 : 0;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(4 * kept);
    TileDirectory grown = new TileDirectory(Math.max(FEWEST_BITS, bits));
    for (TilePage page : pages) {
      if (page != null && page.riders() > 0) {
        grown.add(page);
      }
    }
    return grown;
  }
}
