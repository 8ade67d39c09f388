package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.RedisServer;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What {@link PeerBenchmark} measures, on Redis and pipelined: while it answers one batch the next
 * is on its way, so that it never waits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class RedisBenchmark {
  private static final int BATCH = 100;

  @Param("10000")
  public int riders;

  private Walk walk;
  private RedisPeer redis;

  /** Whether a batch is still to be answered. */
  private boolean ahead;

  @Setup
  public void enroll() {
    walk = Walk.in(Spread.of(Spread.UNIFORM), riders);
    redis = new RedisPeer(RedisServer.find().orElseThrow(), walk.rosters().getFirst());
  }

  @TearDown
  public void stop() {
    redis.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void move(Blackhole answers) {
    for (int i = 0; i < BATCH; i++) {
      int rider = walk.jump();
      redis.sendMove(rider, walk.lat(rider), walk.lng(rider));
    }
    redis.flush();
    for (int i = 0; i < BATCH && ahead; i++) {
      answers.consume(redis.readMove());
    }
    ahead = true;
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void nearest10(Blackhole answers) {
    for (int i = 0; i < BATCH; i++) {
      int asked = walk.ask();
      redis.sendNearest10(walk.askedLat(asked), walk.askedLng(asked));
    }
    redis.flush();
    for (int i = 0; i < BATCH && ahead; i++) {
      answers.consume(redis.readNearest10());
    }
    ahead = true;
  }
}
