package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.search.Catalog;
import io.dabba.search.RestaurantQuery;
import io.dabba.search.SearchCache;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the cache before Dabba's catalogue does for customers who ask alike.
 *
 * <p>{@code cache_hit_ns}: the mean of an answer from memory, on one thread, over {@value #HOT}
 * queries in turn, the median of some rounds. {@code stampede_loads}: how often is loaded what
 * {@value #ASKERS} ask for at once. {@code zipf_qps}: two threads ask the queries of the log as
 * often as {@link Zipf} has it, each from a point of its own, some {@value #BESIDE_METERS} m from
 * where the log has it, in a stream that begins with a cache filled by its first half.
 */
final class CacheFigures {
  private static final long MAX_RESTAURANTS = 5_000_000;
  private static final int HOT = 64;
  private static final int ASKERS = 1_000;
  private static final int ROUNDS = 7;
  private static final int ASKS = 200_000;
  private static final double BESIDE_METERS = 100;

  private final Catalog catalog;
  private final List<LoggedQuery> log;

  private CacheFigures(Catalog catalog, List<LoggedQuery> log) {
    this.catalog = catalog;
    this.log = log;
  }

  static void measure(
      Catalog catalog,
      List<LoggedQuery> log,
      int streamed,
      Duration length,
      Figures figures,
      PrintStream out)
      throws IOException {
    CacheFigures cache = new CacheFigures(catalog, log);
    List<RestaurantQuery> hot = cache.hot();
    figures.put("cache_hit_ns", cache.hitNanos(hot));
    figures.put("stampede_loads", cache.stampede(hot.getFirst()));
    cache.putZipf(streamed, length, figures, out);
  }

  /** Queries that the cache answers from memory when asked again. */
  private List<RestaurantQuery> hot() {
    SearchCache cache = SearchCache.of(catalog, MAX_RESTAURANTS);
    List<RestaurantQuery> hot = new ArrayList<>();
    for (int i = 0; i < log.size() && hot.size() < HOT; i++) {
      RestaurantQuery query = log.get(i).query();
      cache.search(query);
      long passedBy = cache.counts().passedBy();
      cache.search(query);
      if (cache.counts().passedBy() == passedBy) {
        hot.add(query);
      }
    }
    return hot;
  }

  private double hitNanos(List<RestaurantQuery> hot) {
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < 2 * ROUNDS; round++) {
      // so that nothing is too old while it is measured
      SearchCache cache = SearchCache.of(catalog, MAX_RESTAURANTS);
      hot.forEach(cache::search);
      long loads = cache.counts().loads();
      long begun = System.nanoTime();
      for (int i = 0; i < ASKS; i++) {
        cache.search(hot.get(i % hot.size()));
      }
      rounds[round % ROUNDS] = (double) (System.nanoTime() - begun) / ASKS;
      SearchCache.Counts counts = cache.counts();
      if (counts.passedBy() > 0 || counts.loads() > loads) {
        throw new IllegalStateException("not all was answered from memory: " + counts);
      }
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private long stampede(RestaurantQuery query) throws IOException {
    SearchCache cache = SearchCache.of(catalog, MAX_RESTAURANTS);
    CountDownLatch ready = new CountDownLatch(ASKERS);
    try (ExecutorService threads = Executors.newFixedThreadPool(ASKERS)) {
      List<Future<?>> askers = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        askers.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return cache.search(query);
            }));
      }
      for (Future<?> asker : askers) {
        asker.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("asking at once", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return cache.counts().loads();
  }

  private void putZipf(int streamed, Duration length, Figures figures, PrintStream out)
      throws IOException {
    SearchCache cache = SearchCache.of(catalog, MAX_RESTAURANTS);
    Askers cached = Askers.of("cached", query -> cache.search(query.query()).total());
    List<LoggedQuery> stream = stream(streamed, 8);
    Lap.run(cached, stream.subList(0, streamed / 2), 2, Duration.ZERO);
    SearchCache.Counts before = cache.counts();
    Lap lap = Lap.run(cached, stream, 2, length);
    SearchCache.Counts after = cache.counts();
    double answered = lap.nanos().getTotalCount();
    figures.put("zipf_qps", lap.perSecond());
    figures.put("zipf_p50_ms", lap.millis(50));
    figures.put("zipf_p99_ms", lap.millis(99));
    figures.put("zipf_loads_share", (after.loads() - before.loads()) / answered);
    figures.put("zipf_passed_by_share", (after.passedBy() - before.passedBy()) / answered);
    out.printf(
        "  %-10s 2 threads %,9.0f queries/s, p99 %6.2f ms, %.2f %% loaded, %.2f %% passed by%n",
        cached.name(),
        lap.perSecond(),
        lap.millis(99),
        100 * (after.loads() - before.loads()) / answered,
        100 * (after.passedBy() - before.passedBy()) / answered);
  }

  private List<LoggedQuery> stream(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Zipf zipf = new Zipf(log.size());
    List<LoggedQuery> stream = new ArrayList<>(size);
    for (int number = 0; number < size; number++) {
      LoggedQuery like = log.get(zipf.draw(random));
      RestaurantQuery query = like.query();
      RestaurantQuery beside =
          new RestaurantQuery(
              CityDisc.beside(
                  query.point(),
                  BESIDE_METERS * random.nextGaussian(),
                  BESIDE_METERS * random.nextGaussian()),
              query.text(),
              query.radiusMeters(),
              query.filters(),
              query.at(),
              query.taste(),
              query.sort(),
              query.limit(),
              query.cursor(),
              query.ranking());
      stream.add(new LoggedQuery(number, beside, like.words(), like.facets()));
    }
    return stream;
  }
}
