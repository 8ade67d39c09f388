package io.dabba.server.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.search.Catalog;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers at random, in transactions at the same time, some of which stay open long and some of
 * which are rolled back; the index is what the tables are in the end, however often it was killed.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CatalogFeedRandomTest {
  private static final int RESTAURANTS = 200;
  private static final int WRITERS = 6;
  private static final int TRANSACTIONS = 120;

  @TempDir Path directory;
  private Database database;
  private StoredCatalog tables;
  private final long seed = System.nanoTime();
  private final AtomicInteger commits = new AtomicInteger();

  @BeforeEach
  void connect() {
    System.out.println("CatalogFeedRandomTest: seed " + seed);
    database = Database.connect(SharedPostgres.newDatabase());
    tables = new StoredCatalog(database);
    tables.fill(RESTAURANTS);
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void writersAtRandom_areAllFollowed() throws Exception {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory));
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> writer : writers(executor)) {
        writer.get();
      }
      tables.awaitIn(feed.catalog());
      assertThat(feed.stats().loads()).isEqualTo(1);
    }
  }

  @Test
  void indexThatIsKilledAgainAndAgainAmidWriters_losesNothing() throws Exception {
    Random random = new Random(seed);
    long loads = 0;
    int lives = 0;
    Path path = Files.createDirectory(directory.resolve("0"));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = writers(executor);
      boolean over = false;
      while (!over) {
        over = writers.stream().allMatch(Future::isDone);
        CatalogFeed feed = CatalogFeed.start(database, Catalog.open(path));
        try {
          if (random.nextInt(4) > 0) {
            assertThat(feed.awaitLoaded(StoredCatalog.SOON)).isTrue();
          }
          int until = commits.get() + random.nextInt(40);
          Awaitility.await()
              .pollInterval(Duration.ofMillis(1))
              .atMost(StoredCatalog.SOON)
              .until(() -> commits.get() >= until || writers.stream().allMatch(Future::isDone));
          feed.abandon();
          // what another process would find: the files as they are now, and no lock
          path = copy(path, Files.createDirectory(directory.resolve("" + ++lives)));
          loads += feed.stats().loads();
        } finally {
          feed.close();
        }
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(path))) {
      tables.awaitIn(feed.catalog());
    }
    System.out.println("CatalogFeedRandomTest: %d lives, %d loads".formatted(lives, loads));
    assertThat(loads).isLessThan(lives);
  }

  @Test
  void lagOfSomeHundredWrites_isWithinBounds() {
    int writes = 300;
    long[] nanos = new long[writes];
    Random random = new Random(seed);
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      tables.awaitIn(feed.catalog());
      for (int i = 0; i < writes; i++) {
        String name = "Written %d".formatted(i);
        String id = "r" + random.nextInt(RESTAURANTS);
        LockSupport.parkNanos(random.nextLong(CatalogFeed.POLL_INTERVAL.toNanos()));
        tables.execute("UPDATE restaurants SET name = ? WHERE id = ?", name, id);
        long committed = System.nanoTime();
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(2))
            .atMost(StoredCatalog.SOON)
            .until(() -> StoredCatalog.find(feed.catalog(), id).orElseThrow().name().equals(name));
        nanos[i] = System.nanoTime() - committed;
      }
    }
    Arrays.sort(nanos);
    Duration median = Duration.ofNanos(nanos[writes / 2]);
    Duration p99 = Duration.ofNanos(nanos[writes * 99 / 100]);
    System.out.println("CatalogFeedRandomTest: lag p50 %s, p99 %s".formatted(median, p99));
    assertThat(median).isLessThan(Duration.ofSeconds(1));
    assertThat(p99).isLessThan(Duration.ofSeconds(3));
  }

  private List<Future<?>> writers(ExecutorService executor) {
    List<Future<?>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Random random = new Random(seed + writer);
      writers.add(
          executor.submit(() -> {
            for (int i = 0; i < TRANSACTIONS; i++) {
              transaction(random);
            }
          }));
    }
    return writers;
  }

  private void transaction(Random random) {
    database.useTransaction(handle -> {
      // in one order, so that those at once do not wait for each other in a circle
      List<String> ids =
          random
              .ints(1 + random.nextInt(4), 0, RESTAURANTS)
              .mapToObj(i -> "r" + i)
              .distinct()
              .sorted()
              .toList();
      ids.forEach(id -> {
        handle.execute("SELECT 1 FROM restaurants WHERE id = ? FOR UPDATE", id);
        write(handle, random, id);
      });
      int outcome = random.nextInt(10);
      if (outcome < 2) {
        handle.rollback();
      } else if (outcome == 2) {
        awaitCommits(commits.get() + 10);
      }
    });
    commits.incrementAndGet();
  }

  /** Until others have committed so often, or none goes on. */
  private void awaitCommits(int wanted) {
    long begun = System.nanoTime();
    while (commits.get() < wanted && System.nanoTime() - begun < 1_000_000_000L) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void write(Handle handle, Random random, String id) {
    String word = "w" + Long.toString(random.nextLong(Long.MAX_VALUE), 36);
    switch (random.nextInt(6)) {
      case 0 -> handle.execute("UPDATE restaurants SET name = ? WHERE id = ?", word, id);
      case 1 ->
          handle.execute(
              "UPDATE restaurants SET open = NOT open, votes = votes + 1 WHERE id = ?", id);
      case 2 -> handle.execute("UPDATE menu_items SET name = ? WHERE restaurant_id = ?", word, id);
      case 3 ->
          handle.execute(
              """
              INSERT INTO menu_items (restaurant_id, id, position, name, price_minor, veg, available)
              SELECT id, ?, 1, ?, 1, true, true FROM restaurants WHERE id = ?
              """,
              word,
              word,
              id);
      case 4 -> {
        handle.execute("DELETE FROM menu_items WHERE restaurant_id = ?", id);
        handle.execute("DELETE FROM restaurants WHERE id = ?", id);
      }
      default ->
          handle.execute(
              """
              INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                                       veg, open, delivery_radius_meters, prep_minutes)
              VALUES (?, 'goa', ?, 18.52, 73.85, '{Goan}', 3, 1, 2, false, true, 5000, 10)
              ON CONFLICT (id) DO UPDATE SET price_level = 1 + restaurants.price_level % 4
              """,
              id, word);
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        try {
          Files.copy(file, to.resolve(file.getFileName()));
        } catch (NoSuchFileException e) {
          // a merge that was under way has put it away
        }
      }
    }
    return to;
  }
}
