package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.bench.RedisServer;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.dispatch.Strategy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code bench dispatch}: a whole window on one core, matched greedily and planned; the wait for a
 * first offer; offers in memory, in PostgreSQL, on Redis.
 */
public final class DispatchBenchmark implements Benchmark {
  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(100);

  /** So late that most riders need not leave when an order is confirmed. */
  private static final Duration READY_LATER = Duration.ofSeconds(210);

  @Override
  public String purpose() {
    return "dispatch: a window of 1,000 rides and 10,000 riders in a city disc of 15 km on one"
        + " core, and planned ones of 300 rides; the wait from when a ride is due to its first"
        + " offer, 10 orders/s; offer, accept, end in memory, in PostgreSQL (8 connections,"
        + " durable), on Redis";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws RunnerException, InterruptedException {
    Figures figures = new Figures();
    putWindow(quick, figures);
    putPlannedWindows(quick, figures);
    putFirstOffers(quick, figures);
    Optional<Path> redis = RedisServer.find();
    putOffers(quick, redis.isPresent(), figures);
    if (redis.isEmpty()) {
      out.println(
          "There is no redis-server on the PATH or in the usual places:"
              + " no figure of Redis and no offers_ratio_redis.");
    }
    return figures;
  }

  private static void putWindow(boolean quick, Figures figures) throws RunnerException {
    ChainedOptionsBuilder options = onOneCore(WindowBenchmark.class, quick);
    int offered = new DueWindow(WindowBenchmark.RIDES, WindowBenchmark.RIDERS).match();
    for (RunResult result : new Runner(options.build()).run()) {
      Result<?> times = result.getPrimaryResult();
      String window = "window_%dx%d".formatted(WindowBenchmark.RIDES, WindowBenchmark.RIDERS);
      figures.put(window + "_ms", times.getScore());
      figures.put(window + "_p99_ms", times.getStatistics().getPercentile(99));
      figures.put(window + "_samples", times.getStatistics().getN());
      figures.put(window + "_offered", offered);
      figures.put("decisions_per_s", 1_000 * WindowBenchmark.RIDES / times.getScore());
    }
  }

  private static void putPlannedWindows(boolean quick, Figures figures) throws RunnerException {
    ChainedOptionsBuilder options = onOneCore(PlannedWindowBenchmark.class, quick);
    for (RunResult result : new Runner(options.build()).run()) {
      Result<?> times = result.getPrimaryResult();
      int riders = Integer.parseInt(result.getParams().getParam("riders"));
      String window = "batch_window_%dx%d".formatted(PlannedWindowBenchmark.RIDES, riders);
      PlannedWindow.Plan plan = new PlannedWindow(PlannedWindowBenchmark.RIDES, riders).plan();
      figures.put(window + "_ms", times.getScore());
      figures.put(window + "_p99_ms", times.getStatistics().getPercentile(99));
      figures.put(window + "_samples", times.getStatistics().getN());
      figures.put(window + "_offered", plan.offered());
      figures.put(window + "_joined", plan.joined());
    }
  }

  private static ChainedOptionsBuilder onOneCore(Class<?> benchmark, boolean quick) {
    return options(quick)
        .include(benchmark.getName() + "\\..*")
        .warmupTime(TimeValue.seconds(quick ? 3 : 5))
        .measurementTime(TimeValue.seconds(quick ? 5 : 10))
        .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-XX:ActiveProcessorCount=1");
  }

  private static void putFirstOffers(boolean quick, Figures figures) throws InterruptedException {
    OrderStream batch =
        new OrderStream(
            Strategy.batch(), 1_500, 50, quick ? 150 : 600, BETWEEN_ORDERS, Duration.ZERO);
    putFirstOffers("greedy", batch.by(Strategy.standard()), figures);
    putFirstOffers("batch", batch, figures);
    putFirstOffers("batch_later", batch.readyAfter(READY_LATER), figures);
  }

  private static void putFirstOffers(String how, OrderStream stream, Figures figures)
      throws InterruptedException {
    Histogram waits = FirstOffers.measure(stream);
    figures.put("first_offer_%s_p50_ms".formatted(how), millis(waits.getValueAtPercentile(50)));
    figures.put("first_offer_%s_p99_ms".formatted(how), millis(waits.getValueAtPercentile(99)));
    figures.put("first_offer_%s_max_ms".formatted(how), millis(waits.getMaxValue()));
    figures.put("first_offer_%s_orders".formatted(how), waits.getTotalCount());
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }

  private static void putOffers(boolean quick, boolean withRedis, Figures figures)
      throws RunnerException {
    ChainedOptionsBuilder options =
        options(quick)
            .include(MemoryOffersBenchmark.class.getName() + "\\..*")
            .include(PostgresOffersBenchmark.class.getName() + "\\..*")
            .warmupTime(TimeValue.seconds(quick ? 1 : 2))
            .measurementTime(TimeValue.seconds(quick ? 1 : 2));
    if (withRedis) {
      options.include(RedisOffersBenchmark.class.getName() + "\\..*");
    }
    for (RunResult result : new Runner(options.build()).run()) {
      Result<?> rate = result.getPrimaryResult();
      figures.put(figureOf(rate.getLabel()), rate.getScore());
    }
    if (withRedis) {
      figures.put(
          "offers_ratio_redis",
          figures.get("offers_memory_per_s") / figures.get("offers_redis_per_s"));
    }
  }

  private static ChainedOptionsBuilder options(boolean quick) {
    return new OptionsBuilder()
        .forks(quick ? 1 : 2)
        .warmupIterations(quick ? 3 : 5)
        .measurementIterations(quick ? 3 : 5)
        .shouldFailOnError(true);
  }

  private static String figureOf(String method) {
    return switch (method) {
      case "memory" -> "offers_memory_per_s";
      case "memoryTwoThreads" -> "offers_memory_2_threads_per_s";
      case "postgres" -> "offers_postgres_per_s";
      case "postgresOneConnection" -> "offers_postgres_1_connection_per_s";
      case "redisPipelined" -> "offers_redis_per_s";
      case "redisSync" -> "offers_redis_sync_per_s";
      default -> throw new IllegalStateException("method=%s has no figure".formatted(method));
    };
  }
}
