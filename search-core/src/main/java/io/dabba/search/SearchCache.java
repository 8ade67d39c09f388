package io.dabba.search;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A {@link Catalog} that answers from memory what somebody near by asked alike within the last
 * minute.
 *
 * <p>What is kept is of a cell of H3, small against the radius: all restaurants that may be among
 * the first of some customer in it. Each customer's answer is made from these for his own point,
 * moment and taste, by the same filters and scores: its hits, their order and the next page are
 * just those that the catalogue would have given when the cell was loaded. Where that cannot be
 * proven from what is kept, where a page is not the first, where a text is understood one way here
 * and another way there, and where the radius is too small for any cell, the catalogue is asked.
 *
 * <ul>
 *   <li>Changes of restaurants are seen after {@link #TIME_TO_LIVE} at the latest. One that is
 *       switched off or removed leaves all answers before {@link Catalog#put} or {@link
 *       Catalog#remove} returns, and comes back when what it closed in is loaded anew.
 *   <li>Where all hits are kept, the total is exact; where in addition those are kept that miss one
 *       filter, as with all short answers, the facets are too. Otherwise they are those of the
 *       middle of the cell.
 *   <li>Corrections are those of the middle of the cell; none are told if all hits are as typed.
 *   <li>The pages after a first one that was answered from memory are of the state that it was
 *       loaded from, which is kept for a minute at least.
 * </ul>
 *
 * <p>Thread-safe. Of all who ask for what is not there yet, one loads it, on his own thread, and
 * the others wait; if that fails, all of them get the same exception, and nothing is kept.
 */
public final class SearchCache {
  public static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

  private final Catalog catalog;
  private final AsyncCache<CellKey, Optional<CellAnswer>> answers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder passedBy = new LongAdder();

  private SearchCache(Catalog catalog, long maxRestaurants, LongSupplier nanos) {
    this.catalog = catalog;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(maxRestaurants)
            .weigher((CellKey key, Optional<CellAnswer> answer) ->
                answer.map(CellAnswer::weight).orElse(1))
            .expireAfterWrite(TIME_TO_LIVE)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .buildAsync();
  }

  /**
   * What became of the queries so far.
   *
   * @param hits that were answered from memory, those among them whose asker loaded or waited
   * @param loads how often something was loaded
   * @param passedBy that the catalogue answered
   */
  public record Counts(long hits, long loads, long passedBy) {}

  /**
   * An empty cache.
   *
   * @param maxRestaurants how many restaurants its answers may hold together, at least 1; each
   *     takes about 200 bytes, and another 500 in the first answer that holds it
   */
  public static SearchCache of(Catalog catalog, long maxRestaurants) {
    return of(catalog, maxRestaurants, Ticker.systemTicker()::read);
  }

  /**
   * The same by another clock.
   *
   * @param nanos the time in nanoseconds since some moment
   */
  public static SearchCache of(Catalog catalog, long maxRestaurants, LongSupplier nanos) {
    Checks.range("maxRestaurants", maxRestaurants, 1, Long.MAX_VALUE);
    return new SearchCache(catalog, maxRestaurants, nanos);
  }

  /**
   * The restaurants that fit the query.
   *
   * @throws IllegalArgumentException if the cursor is damaged or is of another query
   * @throws IllegalStateException if the catalogue is closed
   */
  public RestaurantHits search(RestaurantQuery query) {
    Optional<CellKey> key = CellKey.of(query);
    Optional<RestaurantHits> found = key.isPresent() ? answer(key.get(), query) : Optional.empty();
    if (found.isPresent()) {
      hits.increment();
      return found.get();
    }
    passedBy.increment();
    return catalog.search(query);
  }

  public Counts counts() {
    return new Counts(hits.sum(), loads.sum(), passedBy.sum());
  }

  /** How many restaurants the answers hold together; about. */
  long weight() {
    answers.synchronous().cleanUp();
    return answers.synchronous().policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  private Optional<RestaurantHits> answer(CellKey key, RestaurantQuery query) {
    CompletableFuture<Optional<CellAnswer>> pending = answers.getIfPresent(key);
    if (pending == null) {
      pending = load(new CellQuery(key, query.at()));
    }
    Optional<CellAnswer> answer = wait(pending);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    if (catalog.closings().haveAllClosedSince(answer.get().mark())) {
      answers.asMap().remove(key, pending);
      return Optional.empty();
    }
    return answer.get().answer(query);
  }

  /** Loads it, unless somebody else does already. */
  private CompletableFuture<Optional<CellAnswer>> load(CellQuery query) {
    CompletableFuture<Optional<CellAnswer>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<CellAnswer>> others = answers.asMap().putIfAbsent(query.key(), mine);
    if (others != null) {
      return others;
    }
    loads.increment();
    try {
      mine.complete(catalog.search(query));
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private static Optional<CellAnswer> wait(CompletableFuture<Optional<CellAnswer>> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }
}
