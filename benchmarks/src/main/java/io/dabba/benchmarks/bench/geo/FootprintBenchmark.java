package io.dabba.benchmarks.bench.geo;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a peer keeps on the heap for a rider, beside his id, after each has moved a few times: the
 * difference of the live bytes, to be run with a collector that knows them to the byte.
 */
@BenchmarkMode(Mode.SingleShotTime)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class FootprintBenchmark {
  private static final int JUMPS_PER_RIDER = 5;
  private static final int COLLECTIONS = 3;

  /** What came out. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Footprint {
    public double bytesPerRider;
  }

  /** What is measured. */
  @State(Scope.Thread)
  public static class Riders {
    @Param("DABBA")
    public String peer;

    @Param("1")
    public int cities;

    @Param("10000")
    public int ridersPerCity;
  }

  @Benchmark
  public Object footprint(Riders riders, Footprint footprint) {
    int count = riders.cities * riders.ridersPerCity;
    Walk walk = new Walk(Spread.cities(riders.cities), riders.ridersPerCity, 0, count);
    var rosters = walk.rosters();
    long before = liveBytes();
    Peer<?> peer =
        riders.cities == 1
            ? Peers.valueOf(riders.peer).enroll(rosters.getFirst())
            : new DabbaPeer(rosters);
    for (int i = 0; i < JUMPS_PER_RIDER * count; i++) {
      int rider = walk.jump();
      if (peer instanceof DabbaPeer dabba) {
        dabba.moveInCity(rider, walk.lat(rider), walk.lng(rider), walk.micros());
      } else {
        peer.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
      }
    }
    footprint.bytesPerRider = (double) (liveBytes() - before) / count;
    // what was there before must be there after
    return new Object[] {peer, walk, rosters};
  }

  private static long liveBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
