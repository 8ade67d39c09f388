package io.dabba.geo;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Searches to be used again, so that a query allocates nothing but its answer, also on a virtual
 * thread. Any thread may take one; who finds none makes one.
 */
final class SearchPool {
  private static final int PLACES = 64;

  /** Places apart enough that two threads do not share a line of the cache. */
  private static final int STRIDE = 16;

  private static final AtomicReferenceArray<TileSearch> IDLE =
      new AtomicReferenceArray<>(PLACES * STRIDE);

  private SearchPool() {}

  /** A search that is the caller's until he gives it back. */
  static TileSearch take() {
    TileSearch idle = IDLE.getAndSet(place(), null);
    return idle == null ? new TileSearch() : idle;
  }

  static void giveBack(TileSearch search) {
    IDLE.setRelease(place(), search);
  }

  private static int place() {
    return (int) (Thread.currentThread().threadId() & (PLACES - 1)) * STRIDE;
  }
}
