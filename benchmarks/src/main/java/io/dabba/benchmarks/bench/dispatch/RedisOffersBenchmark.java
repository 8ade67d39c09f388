package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.RedisServer;
import io.dabba.benchmarks.bench.dispatch.RedisOffers.Keys;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The recipe on Redis from one thread over one connection: one by one, and pipelined. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RedisOffersBenchmark {
  private static final int BATCH = 5_000;
  private static final int FLUSH_EVERY = 100;

  private final RedisServer server = RedisServer.start(RedisServer.find().orElseThrow());
  private final RedisOffers offers = new RedisOffers(server.port());
  private final List<Keys> keys =
      IntStream.range(0, Pairings.RIDERS)
          .mapToObj(i -> Keys.of("ride-" + i, "rider-" + i))
          .toList();
  private int next;

  @TearDown
  public void stop() {
    offers.close();
    server.close();
  }

  @Benchmark
  @OperationsPerInvocation(OfferCycle.OPERATIONS)
  public long redisSync() throws ExecutionException, InterruptedException {
    Keys pairing = nextKeys(1).getFirst();
    long token = requireToken(offers.tryOffer(pairing));
    requireCount(1, offers.accept(pairing, token));
    requireCount(2, offers.end(pairing));
    return token;
  }

  /** Redis has work all the time: while it answers the first offers, the next ones are sent. */
  @Benchmark
  @OperationsPerInvocation(OfferCycle.OPERATIONS * BATCH)
  public int redisPipelined() throws ExecutionException, InterruptedException {
    offers.holdBack();
    List<Keys> batch = nextKeys(BATCH);
    List<RedisFuture<Long>> opened = new ArrayList<>(BATCH);
    for (Keys pairing : batch) {
      opened.add(offers.tryOffer(pairing));
      flushIfDue(opened.size());
    }
    List<RedisFuture<Long>> accepted = new ArrayList<>(BATCH);
    List<RedisFuture<Long>> ended = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      long token = requireToken(opened.get(i));
      accepted.add(offers.accept(batch.get(i), token));
      ended.add(offers.end(batch.get(i)));
      flushIfDue(ended.size());
    }
    for (int i = 0; i < BATCH; i++) {
      requireCount(1, accepted.get(i));
      requireCount(2, ended.get(i));
    }
    return ended.size();
  }

  private void flushIfDue(int sent) {
    if (sent % FLUSH_EVERY == 0) {
      offers.flush();
    }
  }

  private List<Keys> nextKeys(int count) {
    List<Keys> taken = keys.subList(next, next + count);
    next = (next + count) % keys.size();
    return taken;
  }

  private static long requireToken(RedisFuture<Long> reply)
      throws ExecutionException, InterruptedException {
    long token = reply.get();
    if (token == 0) {
      throw new IllegalStateException("offer was not opened");
    }
    return token;
  }

  private static void requireCount(long expected, RedisFuture<Long> reply)
      throws ExecutionException, InterruptedException {
    long count = reply.get();
    if (count != expected) {
      throw new IllegalStateException("count=%d is not %d".formatted(count, expected));
    }
  }
}
