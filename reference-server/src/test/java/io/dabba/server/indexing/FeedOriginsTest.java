package io.dabba.server.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.search.Catalog;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.SharedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An index is read on only from where it stands, in the database that it was read from. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FeedOriginsTest {
  @TempDir Path directory;
  private DatabaseUrl url;
  private Database database;
  private StoredCatalog tables;

  @BeforeEach
  void connect() {
    url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    tables = new StoredCatalog(database);
    tables.fill(10);
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void databaseThatIsRestoredToBefore_isLoadedAnew() {
    feed(1);
    database.close();
    DatabaseUrl backup = copyOf(url);
    database = Database.connect(url);
    tables = new StoredCatalog(database);
    tables.execute("UPDATE restaurants SET name = 'Gone with the restore'");
    feed(0);

    try (Database restored = Database.connect(backup)) {
      new StoredCatalog(restored).execute("UPDATE restaurants SET name = 'New' WHERE id = 'r1'");
      feed(restored, 1);
      feed(restored, 0);
    }
  }

  @Test
  void otherDatabase_isLoadedAnew() {
    feed(1);
    try (Database other = Database.connect(SharedPostgres.newDatabase())) {
      new StoredCatalog(other).fill(3);
      feed(other, 1);
    }
  }

  @Test
  void databaseThatWasDumpedAndReadIn_isLoadedAnew() {
    feed(1);
    // what a dump has in it, with the numbers of transactions as they were
    tables.execute(
        """
        CREATE TABLE dumped AS SELECT * FROM catalog_readers;
        TRUNCATE catalog_readers;
        INSERT INTO catalog_readers SELECT * FROM dumped;
        """);
    feed(1);
    feed(0);
  }

  @Test
  void changesOfADatabaseThatWasDumped_areNotReadOnAndOn_andForgottenSome() {
    tables.execute(
        """
        INSERT INTO catalog_changes
        SELECT '999999999999', 'RESTAURANT', id, clock_timestamp() - interval '8 days' FROM restaurants
        """);
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      tables.awaitIn(feed.catalog());
      tables.execute("UPDATE restaurants SET name = 'Another' WHERE id = 'r1'");
      tables.awaitIn(feed.catalog());
      assertThat(feed.stats().changes()).isEqualTo(1);
    }

    CatalogChangeReaper.job(database).work().run();

    assertThat(texts("SELECT id FROM catalog_changes WHERE xid = '999999999999'")).isEmpty();
  }

  @Test
  void changes_areForgottenAfterAWeek_butForThoseThatAnIndexHasYetToRead() {
    tables.execute("TRUNCATE catalog_changes");
    tables.execute("UPDATE restaurants SET name = 'Old and read' WHERE id = 'r1'");
    feed(1);
    tables.execute("UPDATE restaurants SET name = 'Old and unread' WHERE id = 'r2'");
    tables.execute("UPDATE catalog_changes SET wall_at = clock_timestamp() - interval '169 hours'");
    tables.execute("UPDATE restaurants SET name = 'Young' WHERE id = 'r3'");
    CatalogChangeReaper.job(database).work().run();
    assertThat(texts("SELECT id FROM catalog_changes ORDER BY id")).containsExactly("r2", "r3");
    feed(0);
  }

  @Test
  void indexThatWasAwayForAWeek_isForgotten_andLoadedAnew() {
    feed(1);
    tables.execute("UPDATE catalog_readers SET wall_at = clock_timestamp() - interval '169 hours'");
    tables.execute("UPDATE restaurants SET name = 'Old' WHERE id = 'r2'");
    tables.execute("UPDATE catalog_changes SET wall_at = clock_timestamp() - interval '169 hours'");
    CatalogChangeReaper.job(database).work().run();
    assertThat(texts("SELECT id FROM catalog_changes")).isEmpty();
    assertThat(texts("SELECT id FROM catalog_readers")).isEmpty();
    feed(1);
  }

  /** The index of the directory follows the tables, after so many loads. */
  private void feed(int loads) {
    feed(database, loads);
  }

  private void feed(Database from, int loads) {
    StoredCatalog its = new StoredCatalog(from);
    try (CatalogFeed feed = CatalogFeed.start(from, Catalog.open(directory))) {
      assertThat(feed.awaitLoaded(StoredCatalog.SOON)).isTrue();
      its.requireIn(feed.catalog());
      assertThat(feed.stats().loads()).isEqualTo(loads);
    }
  }

  private static DatabaseUrl copyOf(DatabaseUrl url) {
    String name = url.jdbcUrl().substring(url.jdbcUrl().lastIndexOf('/') + 1);
    DatabaseUrl other = SharedPostgres.newDatabase();
    try (Database beside = Database.connect(other)) {
      beside
          .jdbi()
          .useHandle(
              handle -> handle.execute("CREATE DATABASE copy_of_" + name + " TEMPLATE " + name));
    }
    return new DatabaseUrl(
        url.jdbcUrl().replace("/" + name, "/copy_of_" + name), url.user(), url.password());
  }

  private List<String> texts(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
