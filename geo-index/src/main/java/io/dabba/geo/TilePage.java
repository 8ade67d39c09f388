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
  private static final VarHandle VERSION = version();

  /** The number of the block. */
  final int block;

  private final int[] heads = new int[Tiles.BLOCK * Tiles.BLOCK];
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
    HEAD.setRelease(heads, tile, slot);
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

  private static VarHandle version() {
    try {
      return MethodHandles.lookup().findVarHandle(TilePage.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
