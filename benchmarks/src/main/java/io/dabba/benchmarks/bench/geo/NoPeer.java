package io.dabba.benchmarks.bench.geo;

/** Does nothing: what it takes is the harness' own. */
final class NoPeer implements Peer<Double> {
  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    return lat < lng;
  }

  @Override
  public Double nearest10(double lat, double lng) {
    return lat + lng;
  }

  @Override
  public int[] riders(Double answer) {
    return new int[0];
  }
}
