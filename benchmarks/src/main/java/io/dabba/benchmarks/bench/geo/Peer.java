package io.dabba.benchmarks.bench.geo;

/**
 * A way to know where riders are, made from a {@link Roster} whose riders it counts from 0. One
 * thread, unless a peer says that it takes more.
 *
 * @param <A> what it answers with
 */
interface Peer<A> extends AutoCloseable {
  /** How many riders are asked for. */
  int LIMIT = 10;

  /** How far away they may be. */
  double RADIUS_METERS = 3_000;

  /**
   * A rider is somewhere else now.
   *
   * @param micros since the beginning, only growing for a rider; for peers that keep it
   * @return whether the rider was known
   */
  boolean move(int rider, double lat, double lng, long micros);

  /** The {@link #LIMIT} nearest within {@link #RADIUS_METERS}; the answer is the caller's. */
  A nearest10(double lat, double lng);

  /** Whom the answer names, nearest first. */
  int[] riders(A answer);

  @Override
  default void close() {}
}
