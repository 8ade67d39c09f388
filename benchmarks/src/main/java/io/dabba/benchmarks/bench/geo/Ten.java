package io.dabba.benchmarks.bench.geo;

import java.util.Arrays;

/** The ten nearest so far, for peers that hand over candidates only; used again and again. */
final class Ten {
  private final int[] riders = new int[Peer.LIMIT];
  private final double[] squares = new double[Peer.LIMIT];
  private int size;
  private double farthest;

  /** Begins anew; who is farther than the radius does not count. */
  void clear(double radiusMeters) {
    size = 0;
    farthest = radiusMeters * radiusMeters;
  }

  /** Takes the rider if he is among the nearest; the distance is squared. */
  void offer(int rider, double square) {
    if (square > farthest || (size == Peer.LIMIT && square == farthest)) {
      return;
    }
    int at = size < Peer.LIMIT ? size++ : size - 1;
    while (at > 0 && squares[at - 1] > square) {
      squares[at] = squares[at - 1];
      riders[at] = riders[at - 1];
      at--;
    }
    squares[at] = square;
    riders[at] = rider;
    if (size == Peer.LIMIT) {
      farthest = squares[Peer.LIMIT - 1];
    }
  }

  /** Whether nobody beyond the distance can be among the ten. */
  boolean isSettledWithin(double meters) {
    return size == Peer.LIMIT && farthest <= meters * meters;
  }

  /** The riders, nearest first. */
  int[] riders() {
    return Arrays.copyOf(riders, size);
  }
}
