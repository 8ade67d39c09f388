package io.dabba.server.indexing;

import io.dabba.search.Catalog;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import io.dabba.server.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index, and up to where it is a copy of the tables. What is read is put at once and kept now
 * and then: what was put and not yet kept is read again by whoever opens the index next, and, since
 * a crash of PostgreSQL may take back what it had not yet on its disk, after a lost connection too.
 * For one thread.
 */
final class IndexCopy {
  private static final Logger LOG = LoggerFactory.getLogger(IndexCopy.class);
  private static final int PORTION = 200;
  private static final int MOST_UNKEPT = 50_000;
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration KEEP_INTERVAL = Duration.ofSeconds(5);

  /** So that an index of which nothing changes does not fall behind what is kept of the changes. */
  private static final Duration IDLE_KEEP_INTERVAL = Duration.ofMinutes(10);

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

  private final Catalog catalog;
  private final FeedStats stats;
  private final BooleanSupplier cancelled;

  /** As the last commit of the index has it. */
  private Optional<FeedPosition> kept;

  /** The moment as of which the index is what the tables were; none if all is to be loaded. */
  private Optional<String> seen = Optional.empty();

  /** What was put or removed since the last commit, unless that was too much to remember. */
  private final Set<String> unkept = new HashSet<>();

  private boolean unkeptOverflown;
  private long keptNanos = System.nanoTime();

  /** When, on this clock, those changes were written that the next refresh will show. */
  private final List<Long> unshownNanos = new ArrayList<>();

  private long refreshedNanos = System.nanoTime();

  /**
   * @param cancelled asked now and then: whether to break off
   */
  IndexCopy(Catalog catalog, FeedStats stats, BooleanSupplier cancelled) {
    this.catalog = catalog;
    this.stats = stats;
    this.cancelled = cancelled;
    this.kept = catalog.position().flatMap(FeedPosition::parse);
  }

  /**
   * Begins on a connection: from what was kept if the database knows of it, else from nothing. To
   * be called again after a connection was lost or anything failed.
   */
  void resume(Handle handle) {
    handle.execute("SET synchronous_commit = local");
    seen =
        kept.filter(position -> !unkeptOverflown && CatalogReaders.know(handle, position))
            .map(FeedPosition::snapshot);
    if (seen.isPresent() && !unkept.isEmpty()) {
      handle.useTransaction(h -> renew(h, List.copyOf(unkept)));
      refresh();
    }
  }

  /** Makes the index what the tables are now. */
  void catchUp(Handle handle) {
    long now = System.nanoTime();
    if (seen.isEmpty()) {
      inSnapshot(handle, this::loadAll);
      keep(handle);
    } else {
      String before = seen.get();
      CatalogChanges.Look look = CatalogChanges.since(handle, before);
      if (look.any()) {
        inSnapshot(handle, h -> readChanges(h, before));
      } else {
        seen = Optional.of(look.snapshot());
      }
    }
    stats.completeAsOf(now);
  }

  /** Commits the index with its position, if it is time. */
  void keepNowAndThen(Handle handle) {
    boolean idle = unkept.isEmpty() && !unkeptOverflown;
    Duration interval = idle ? IDLE_KEEP_INTERVAL : KEEP_INTERVAL;
    if (System.nanoTime() - keptNanos > interval.toNanos()) {
      keep(handle);
    }
  }

  /** Commits the index with its position. */
  void keep(Handle handle) {
    seen.ifPresent(snapshot -> {
      FeedPosition position =
          kept.map(before -> before.next(snapshot))
              .orElseGet(() -> new FeedPosition(Ids.next(), 1, snapshot));
      // should the commit fail after that, the position before will be read on from
      CatalogReaders.mark(handle, position, kept.map(FeedPosition::snapshot).orElse(snapshot));
      catalog.commit(position.text());
      kept = Optional.of(position);
      unkept.clear();
      unkeptOverflown = false;
      keptNanos = System.nanoTime();
    });
  }

  private interface Reading {
    void read(Handle handle);
  }

  private void inSnapshot(Handle handle, Reading reading) {
    seen =
        Optional.of(
            handle.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                h -> {
                  String snapshot = CatalogChanges.snapshot(h);
                  reading.read(h);
                  return snapshot;
                }));
  }

  private void readChanges(Handle handle, String before) {
    if (CatalogChanges.all(handle, before)) {
      loadAll(handle);
      return;
    }
    try (Stream<CatalogChanges.Changed> changed =
        CatalogChanges.restaurants(handle, before, PORTION)) {
      inPortions(
          changed.iterator(),
          portion -> {
            long now = System.nanoTime();
            renew(handle, portion.stream().map(CatalogChanges.Changed::restaurant).toList());
            portion.forEach(change -> unshownNanos.add(now - change.ageNanos()));
            if (System.nanoTime() - refreshedNanos > REFRESH_INTERVAL.toNanos()) {
              refresh();
            }
          });
    }
    refresh();
  }

  /** Searches go on in what there was before, until all is there. */
  private void loadAll(Handle handle) {
    long begun = System.nanoTime();
    long restaurants = IndexedRestaurants.count(handle);
    LOG.info("loading {} restaurants into the search index", restaurants);
    kept = Optional.empty();
    catalog.clear();
    try (Stream<String> ids = IndexedRestaurants.ids(handle, PORTION)) {
      Progress progress = new Progress(restaurants, begun);
      inPortions(
          ids.iterator(),
          portion -> {
            renew(handle, portion);
            progress.made(portion.size());
          });
    }
    refresh();
    stats.loaded();
    LOG.info(
        "loaded {} restaurants into the search index in {} ms",
        restaurants,
        Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  /** Says how far a load is, every few seconds. */
  private static final class Progress {
    private final long all;
    private long done;
    private long toldNanos;

    Progress(long all, long begunNanos) {
      this.all = all;
      this.toldNanos = begunNanos;
    }

    void made(int more) {
      done += more;
      if (System.nanoTime() - toldNanos > PROGRESS_INTERVAL.toNanos()) {
        toldNanos = System.nanoTime();
        LOG.info("{} of {} restaurants are in the search index", done, all);
      }
    }
  }

  private interface Portion<T> {
    void take(List<T> some);
  }

  private <T> void inPortions(Iterator<T> all, Portion<T> portion) {
    List<T> some = new ArrayList<>(PORTION);
    while (all.hasNext()) {
      some.add(all.next());
      if (some.size() == PORTION || !all.hasNext()) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException("the feed is closed");
        }
        portion.take(List.copyOf(some));
        some.clear();
      }
    }
  }

  /** Has the index have these restaurants as they are, and not those that there are not. */
  private void renew(Handle handle, List<String> ids) {
    for (int from = 0; from < ids.size(); from += PORTION) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + PORTION));
      remember(some);
      Map<String, Restaurant> found = IndexedRestaurants.read(handle, some);
      catalog.putAll(found.values());
      some.stream().filter(id -> !found.containsKey(id)).forEach(this::remove);
      stats.put(found.size());
      stats.removed(some.size() - found.size());
    }
  }

  private void remember(List<String> ids) {
    if (unkept.size() + ids.size() > MOST_UNKEPT) {
      unkeptOverflown = true;
    } else {
      unkept.addAll(ids);
    }
  }

  private void remove(String id) {
    RestaurantId indexed;
    try {
      indexed = new RestaurantId(id);
    } catch (IllegalArgumentException e) {
      // no id of a restaurant that was ever in the index
      return;
    }
    catalog.remove(indexed);
  }

  private void refresh() {
    catalog.refresh();
    refreshedNanos = System.nanoTime();
    unshownNanos.forEach(written -> stats.found(refreshedNanos - written));
    unshownNanos.clear();
  }
}
