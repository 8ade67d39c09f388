package io.dabba.benchmarks.bench.geo;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Moves of a {@link Walk}, and the ten nearest, in one city on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class PeerBenchmark {
  @Param("DABBA")
  public String peer;

  @Param("10000")
  public int riders;

  /** As {@link Spread#of} takes it. */
  @Param(Spread.UNIFORM)
  public String spread;

  private Walk walk;
  private Peer<?> enrolled;

  @Setup
  public void enroll() {
    walk = Walk.in(Spread.of(spread), riders);
    enrolled = Peers.valueOf(peer).enroll(walk.rosters().getFirst());
  }

  @Benchmark
  public boolean move() {
    int rider = walk.jump();
    return enrolled.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
  }

  @Benchmark
  public Object nearest10() {
    int asked = walk.ask();
    return enrolled.nearest10(walk.askedLat(asked), walk.askedLng(asked));
  }
}
