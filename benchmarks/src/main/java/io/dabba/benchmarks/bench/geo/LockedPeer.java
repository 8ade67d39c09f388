package io.dabba.benchmarks.bench.geo;

/** A peer for one thread made one for any, the way its users must: by one lock. */
final class LockedPeer<A> implements Peer<A> {
  private final Peer<A> peer;

  LockedPeer(Peer<A> peer) {
    this.peer = peer;
  }

  @Override
  public synchronized boolean move(int rider, double lat, double lng, long micros) {
    return peer.move(rider, lat, lng, micros);
  }

  @Override
  public synchronized A nearest10(double lat, double lng) {
    return peer.nearest10(lat, lng);
  }

  @Override
  public int[] riders(A answer) {
    return peer.riders(answer);
  }
}
