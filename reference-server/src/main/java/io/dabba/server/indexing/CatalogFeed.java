package io.dabba.server.indexing;

import io.dabba.search.Catalog;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's search index what the stored catalogue is, whoever writes that: it reads what
 * the triggers of the tables noted, several times a second, over a connection of its own. While
 * PostgreSQL is away, searches go on in what was read before. Thread-safe.
 *
 * <p>All of it runs on one platform thread: files and native calls would pin the carriers of
 * virtual ones.
 */
public final class CatalogFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogFeed.class);
  static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(10);

  private final Database database;
  private final Catalog catalog;
  private final FeedStats stats = new FeedStats();
  private final IndexCopy copy;
  private final Semaphore bell = new Semaphore(0);
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("catalog-feed").unstarted(this::run);
  private volatile @Nullable Connection connection;
  private volatile boolean closing;
  private volatile boolean keepsAtTheEnd = true;

  private CatalogFeed(Database database, Catalog catalog) {
    this.database = database;
    this.catalog = catalog;
    this.copy = new IndexCopy(catalog, stats, () -> closing);
  }

  /**
   * Begins to feed an index, which the feed will close. One that is not of this database, or too
   * old, is loaded anew, as an empty one is.
   */
  public static CatalogFeed start(Database database, Catalog catalog) {
    CatalogFeed feed = new CatalogFeed(database, catalog);
    feed.thread.start();
    return feed;
  }

  /** The index, to search. */
  public Catalog catalog() {
    return catalog;
  }

  /** Whether the index has been, since it was opened, what the tables were. */
  public boolean isLoaded() {
    return loaded.getCount() == 0;
  }

  /** Waits until {@link #isLoaded}, but no longer than that. */
  public boolean awaitLoaded(Duration longest) {
    try {
      return loaded.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Has the feed look now: something was committed here. Cheap. */
  public void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  public FeedStats stats() {
    return stats;
  }

  /** Ends the feed and closes the index, with all that was read. */
  @Override
  public void close() {
    end();
    catalog.close();
  }

  /** Ends the feed as the end of the process would: nothing is kept, and the index stays open. */
  void abandon() {
    keepsAtTheEnd = false;
    end();
  }

  private void end() {
    closing = true;
    bell.release();
    try {
      if (!thread.join(PATIENCE_AT_THE_END)) {
        abort();
        // what goes on then is Lucene's, and comes to its end
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A read of the driver hears nothing else. */
  private void abort() {
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the connection of the feed was gone already", e);
      }
    }
  }

  private void run() {
    boolean told = false;
    while (!closing) {
      try (Connection open = database.openConnection();
          Handle handle = Jdbi.open(open)) {
        connection = open;
        open.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_SILENCE.toMillis()));
        copy.resume(handle);
        copy.catchUp(handle);
        if (told) {
          told = false;
          LOG.info("the search index is fed again");
        }
        follow(handle);
      } catch (CancellationException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException | Error e) {
        stats.failed();
        if (!closing && !told) {
          told = true;
          tell(e);
        }
        pause();
      }
    }
  }

  private void follow(Handle handle) throws InterruptedException {
    loaded.countDown();
    while (!closing) {
      copy.keepNowAndThen(handle);
      if (bell.tryAcquire(POLL_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
        bell.drainPermits();
      }
      copy.catchUp(handle);
    }
    if (keepsAtTheEnd) {
      copy.keep(handle);
    }
  }

  private static void tell(Throwable e) {
    if (Outage.isCauseOf(e)) {
      LOG.warn("the search index is not fed, since PostgreSQL is away; trying again");
    } else {
      LOG.warn("the search index is not fed; trying again", e);
    }
  }

  private void pause() {
    try {
      if (bell.tryAcquire(AFTER_FAILURE.toNanos(), TimeUnit.NANOSECONDS)) {
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
