package io.dabba.benchmarks.bench.geo;

import java.lang.ref.Reference;
import java.util.List;
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
    /** Of several cities it is Dabba's, with the riders of all. */
    @Param("DABBA")
    public String peer;

    @Param("1")
    public int cities;

    @Param("10000")
    public int ridersPerCity;
  }

  @Benchmark
  public void footprint(Riders riders, Footprint footprint) {
    int count = riders.cities * riders.ridersPerCity;
    Walk walk = new Walk(Spread.cities(riders.cities), riders.ridersPerCity, 0, count);
    List<Roster> rosters = walk.rosters();
    Object[] alive = {walk, rosters, null};
    try {
      long before = liveBytes();
      alive[2] = riders.cities == 1 ? enroll(riders, rosters, walk) : enrollAll(rosters, walk);
      footprint.bytesPerRider = (double) (liveBytes() - before) / count;
    } finally {
      Reference.reachabilityFence(alive);
    }
  }

  private static Peer<?> enroll(Riders riders, List<Roster> rosters, Walk walk) {
    Roster roster = rosters.getFirst();
    Peer<?> peer = Peers.valueOf(riders.peer).enroll(roster);
    for (int i = 0; i < JUMPS_PER_RIDER * roster.size(); i++) {
      int rider = walk.jump();
      peer.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
    }
    return peer;
  }

  private static DabbaCities enrollAll(List<Roster> rosters, Walk walk) {
    DabbaCities dabba = new DabbaCities(rosters);
    int count = rosters.size() * rosters.getFirst().size();
    for (int i = 0; i < JUMPS_PER_RIDER * count; i++) {
      int rider = walk.jump();
      dabba.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
    }
    return dabba;
  }

  private static long liveBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
