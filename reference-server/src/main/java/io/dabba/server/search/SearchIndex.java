package io.dabba.server.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.Catalog;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantQuery;
import io.dabba.search.SearchCache;
import io.dabba.search.Suggestion;
import io.dabba.search.Suggestions;
import io.dabba.server.http.Problem;
import io.dabba.server.metrics.Metric;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The catalogue as callers search it: on few threads, with the answers of the last minute kept, and
 * not before it is loaded. Thread-safe.
 */
public final class SearchIndex implements Supplier<String>, AutoCloseable {
  private final Catalog catalog;
  private final BooleanSupplier loaded;
  private final Optional<SearchCache> cache;
  private final Suggestions suggestions;
  private final SearchThreads threads = new SearchThreads();

  /**
   * Over a catalogue, which stays its owner's.
   *
   * @param loaded whether it is what is stored
   * @param cached how many restaurants the answers may hold that are kept; 0 for none
   */
  public SearchIndex(Catalog catalog, BooleanSupplier loaded, int cached) {
    this.catalog = catalog;
    this.loaded = loaded;
    this.cache = cached == 0 ? Optional.empty() : Optional.of(SearchCache.of(catalog, cached));
    this.suggestions = Suggestions.of(catalog);
  }

  RestaurantHits search(RestaurantQuery query) {
    requireLoaded();
    return threads.run(
        () -> cache.map(kept -> kept.search(query)).orElseGet(() -> catalog.search(query)));
  }

  List<Suggestion> suggest(GeoPoint point, double radiusMeters, String typed, int limit) {
    requireLoaded();
    return threads.run(() -> suggestions.suggest(point, radiusMeters, typed, limit));
  }

  /** How the cache does, as metrics. */
  @Override
  public String get() {
    SearchCache.Counts counts =
        cache.map(SearchCache::counts).orElseGet(() -> new SearchCache.Counts(0, 0, 0));
    return Metric.counter(
            "dabba_search_cache_hits_total", "searches answered from memory", counts.hits())
        + Metric.counter(
            "dabba_search_cache_loads_total", "answers loaded into memory", counts.loads())
        + Metric.counter(
            "dabba_search_cache_passed_by_total",
            "searches that the index answered",
            counts.passedBy());
  }

  @Override
  public void close() {
    threads.close();
  }

  private void requireLoaded() {
    if (!loaded.getAsBoolean()) {
      throw Problem.of(
              503, "unavailable", "Search is being made ready", "Its index is being loaded")
          .exception()
          .header("Retry-After", "2");
    }
  }
}
