package io.dabba.benchmarks.bench.geo;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Ten moves, then one query, on one city of 10,000 riders; of several threads each moves riders of
 * its own. A peer for one thread is behind a lock when there are more.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class MixedBenchmark {
  static final int RIDERS = 10_000;
  private static final int MOVES = 10;
  private static final Spread CITY = Spread.of(Spread.UNIFORM);

  /** What the threads share. */
  @State(Scope.Benchmark)
  public static class Shared {
    @Param("DABBA")
    public String peer;

    private Peer<?> enrolled;

    @Setup
    public void enroll(ThreadParams threads) {
      Peers kind = Peers.valueOf(peer);
      Peer<?> made = kind.enroll(Walk.in(CITY, RIDERS).rosters().getFirst());
      boolean alone = threads.getThreadCount() == 1 || kind == Peers.DABBA;
      enrolled = alone ? made : new LockedPeer<>(made);
    }
  }

  /** What a thread has for itself. */
  @State(Scope.Thread)
  public static class Own {
    private Walk walk;

    @Setup
    public void begin(ThreadParams threads) {
      int count = RIDERS / threads.getThreadCount();
      walk = new Walk(List.of(CITY), RIDERS, threads.getThreadIndex() * count, count);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MOVES + 1)
  public void mixed(Shared shared, Own own, Blackhole answers) {
    Walk walk = own.walk;
    for (int i = 0; i < MOVES; i++) {
      int rider = walk.jump();
      answers.consume(shared.enrolled.move(rider, walk.lat(rider), walk.lng(rider), walk.micros()));
    }
    int asked = walk.ask();
    answers.consume(shared.enrolled.nearest10(walk.askedLat(asked), walk.askedLng(asked)));
  }
}
