package io.dabba.geo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The riders in each tile of one block: of each tile the first slot of a list that goes on by the
 * slots' links. Changed under the lock of the {@link TileLists}, read by anybody: the version is
 * odd while the lists are changed, and another one afterwards.
 */
final class TilePage {
  static final int NONE = -1;

  private static final VarHandle HEAD = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle VERSION;
  private static final VarHandle OCCUPIED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      VERSION = lookup.findVarHandle(TilePage.class, "version", int.class);
      OCCUPIED = lookup.findVarHandle(TilePage.class, "occupied", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The number of the block. */
  final int block;

  private final int[] heads = new int[Tiles.BLOCK * Tiles.BLOCK];
  private long occupied;
  private volatile int version;
  private int riders;

  TilePage(int block) {
    this.block = block;
    Arrays.fill(heads, NONE);
  }

  int head(int tile) {
    return (int) HEAD.getAcquire(heads, tile);
  }

  void head(int tile, int slot) {
    long bit = 1L << tile;
    OCCUPIED.setOpaque(this, slot == NONE ? occupied & ~bit : occupied | bit);
    HEAD.setRelease(heads, tile, slot);
  }

  /** The tiles that have riders: a bit for each. */
  long occupied() {
    return (long) OCCUPIED.getOpaque(this);
  }

  /** The version to compare with later, when no writer is at work. */
  int beginRead() {
    int now = version;
    for (int spins = 0; (now & 1) != 0; spins++) {
      Spins.pause(spins);
      now = version;
    }
    return now;
  }

  /** Whether the lists are still as they were. */
  boolean isUnchanged(int begun) {
    VarHandle.acquireFence();
    return (int) VERSION.getOpaque(this) == begun;
  }

  void beginChange() {
    VERSION.setOpaque(this, version + 1);
    VarHandle.storeStoreFence();
  }

  void endChange() {
    VERSION.setRelease(this, version + 1);
  }

  /** About how many riders are in the block. */
  int riders() {
    return riders;
  }

  void count(int more) {
    riders += more;
  }
}
