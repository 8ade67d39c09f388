package io.dabba.server.indexing;

import static io.dabba.server.indexing.StoredCatalog.find;
import static io.dabba.server.indexing.StoredCatalog.idsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.search.Catalog;
import io.dabba.search.RestaurantHit;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.PostgresProxy;
import io.dabba.server.testkit.SharedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written into the tables of the catalogue is in the index soon, whoever writes it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CatalogFeedTest {
  private static final int RESTAURANTS = 30;

  private static DatabaseUrl url;
  private static Database database;

  @TempDir Path directory;
  private StoredCatalog tables;

  @BeforeAll
  static void connect() {
    url = SharedPostgres.newDatabase();
    database = Database.connect(url);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @BeforeEach
  void fill() {
    tables = new StoredCatalog(database);
    tables.execute("TRUNCATE cities CASCADE");
    tables.fill(RESTAURANTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE restaurants SET name = 'Renamed' WHERE id = 'r3'",
        "UPDATE restaurants SET rating = 1.5, votes = votes + 1",
        "UPDATE restaurants SET open = false, price_level = 4 WHERE id < 'r2'",
        "UPDATE restaurants SET city_id = 'goa'",
        "UPDATE menu_items SET name = 'thukpa' || md5(restaurant_id) WHERE restaurant_id > 'r2'",
        "UPDATE menu_items SET available = false WHERE restaurant_id = 'r7'",
        "INSERT INTO menu_items SELECT restaurant_id, 'more', 1, 'momo' || md5(restaurant_id), 1, true, true"
            + " FROM menu_items",
        "INSERT INTO menu_items VALUES ('r1', 'd', 0, 'risotto', 1, true, true)"
            + " ON CONFLICT (restaurant_id, id) DO UPDATE SET name = excluded.name",
        "UPDATE menu_items SET restaurant_id = 'r6', id = 'moved' WHERE restaurant_id = 'r5'",
        "DELETE FROM menu_items WHERE restaurant_id IN ('r1', 'r2')",
        "DELETE FROM menu_items; DELETE FROM restaurants WHERE votes % 2 = 0",
        "WITH d AS (DELETE FROM menu_items WHERE restaurant_id = 'r4')"
            + " UPDATE restaurants SET votes = 9 WHERE id = 'r4'",
        "DELETE FROM menu_items WHERE restaurant_id = 'r9'; UPDATE restaurants SET id = 'other' WHERE id = 'r9'",
        "TRUNCATE menu_items",
        "TRUNCATE restaurants CASCADE",
        "BEGIN; SAVEPOINT s; UPDATE restaurants SET name = 'No'; ROLLBACK TO s;"
            + " UPDATE restaurants SET name = 'Yes' WHERE id = 'r1'; COMMIT",
      })
  void statementOfPsql_isFollowed(String sql) {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      tables.awaitIn(feed.catalog());
      tables.execute(sql);
      tables.awaitIn(feed.catalog());
    }
  }

  @Test
  void changeThatIsTakenBackOrChangesNothing_isNotRead() {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      tables.awaitIn(feed.catalog());
      try (Handle handle = database.jdbi().open()) {
        handle.begin();
        handle.execute("UPDATE restaurants SET name = 'Never'");
        handle.rollback();
      }
      tables.execute("UPDATE restaurants SET name = name");
      tables.execute("UPDATE cities SET version = version + 1, name = 'Poona'");
      tables.execute("UPDATE restaurants SET name = 'Last' WHERE id = 'r1'");
      tables.awaitIn(feed.catalog());

      assertThat(feed.stats().changes()).isEqualTo(1);
    }
  }

  @Test
  void changeOfATransactionThatCommitsLate_isNeitherSkippedNorWaitedFor() {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory));
        Handle late = database.jdbi().open()) {
      tables.awaitIn(feed.catalog());
      late.begin();
      late.execute("UPDATE restaurants SET name = 'Late' WHERE id = 'r1'");
      for (int i = 0; i < 3; i++) {
        tables.execute("UPDATE restaurants SET name = ? WHERE id = 'r2'", "Early " + i);
        tables.awaitIn(feed.catalog());
      }
      late.commit();
      tables.awaitIn(feed.catalog());
      assertThat(find(feed.catalog(), "r1").map(RestaurantHit::name)).contains("Late");
    }
  }

  @Test
  void cityThatChangesBesideARestaurantThatMovesIn_isShownByThatToo() {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory));
        Handle newcomer = database.jdbi().open()) {
      tables.awaitIn(feed.catalog());
      newcomer.begin();
      newcomer.execute("UPDATE restaurants SET city_id = 'goa' WHERE id = 'r1'");
      tables.execute("UPDATE cities SET delivery_base_minor = 4321, delivery_per_km_minor = 0");
      await().atMost(StoredCatalog.SOON).until(() -> feed.stats().changes() == RESTAURANTS);
      newcomer.commit();
      await()
          .atMost(StoredCatalog.SOON)
          .untilAsserted(
              () -> assertThat(StoredCatalog.idsOfFee(feed.catalog(), 4321)).hasSize(RESTAURANTS));
    }
  }

  @Test
  void temporaryTableOfTheWriter_doesNotStandBeforeTheOneThatIsMeant() throws SQLException {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory));
        Connection writer = database.openConnection();
        Statement statement = writer.createStatement()) {
      tables.awaitIn(feed.catalog());
      statement.execute(
          "CREATE TEMP TABLE catalog_changes (LIKE public.catalog_changes INCLUDING ALL)");
      statement.execute("UPDATE restaurants SET name = 'Seen' WHERE id = 'r1'");
      tables.awaitIn(feed.catalog());
      assertThat(feed.stats().loads()).isEqualTo(1);
    }
  }

  @Test
  void whatSearchCannotTake_isLeftOut_andNothingElse() {
    tables.execute("UPDATE restaurants SET name = ' ' WHERE id = 'r1'");
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      await().atMost(StoredCatalog.SOON).until(() -> feed.catalog().size() == RESTAURANTS - 1);
      tables.execute("UPDATE restaurants SET name = '' WHERE id = 'r2'");
      tables.execute("UPDATE restaurants SET opening_hours = 'null' WHERE id = 'r4'");
      tables.execute(
          "UPDATE restaurants SET opening_hours = '[{\"day\":\"MONDAY\"}]' WHERE id = 'r5'");
      tables.execute("UPDATE restaurants SET cuisines = ARRAY['A', NULL] WHERE id = 'r6'");
      tables.execute("UPDATE cities SET zone = 'Nowhere/AtAll' WHERE id = 'goa'");
      tables.execute("INSERT INTO menu_items VALUES ('r3', '', 1, 'ghost', 1, true, true)");
      tables.execute("INSERT INTO menu_items VALUES ('r3', 'ok', 2, 'undhiyu', 1, true, true)");
      await()
          .atMost(StoredCatalog.SOON)
          .untilAsserted(() -> {
            for (String odd : List.of("r2", "r4", "r5", "r6")) {
              assertThat(find(feed.catalog(), odd)).as(odd).isEmpty();
            }
            assertThat(idsWith(feed.catalog(), "undhiyu")).containsExactly("r3");
          });
      tables.execute("UPDATE restaurants SET name = 'Well' WHERE id IN ('r1', 'r2')");
      tables.execute(
          "UPDATE restaurants SET opening_hours = '[]', cuisines = '{}' WHERE id IN ('r4', 'r5', 'r6')");
      tables.awaitInIgnoringDishes(feed.catalog());
      assertThat(feed.stats().loads()).isEqualTo(1);
    }
  }

  @Test
  void databaseThatGoesAndComesBack_isFollowedOn_andSearchedMeanwhile() {
    try (PostgresProxy proxy = PostgresProxy.before(url);
        Database through = Database.connect(proxy.url());
        CatalogFeed feed = CatalogFeed.start(through, Catalog.open(directory))) {
      // by then what was loaded is kept
      assertThat(feed.awaitLoaded(StoredCatalog.SOON)).isTrue();
      tables.awaitIn(feed.catalog());
      for (int time = 0; time < 3; time++) {
        tables.execute("UPDATE restaurants SET name = ? WHERE id = 'r1'", "Before " + time);
        proxy.cutConnections();
        tables.awaitIn(feed.catalog());
        proxy.refuse();
        proxy.cutConnections();
        tables.execute("UPDATE restaurants SET name = ? WHERE id = 'r2'", "Meanwhile " + time);
        long failures = feed.stats().failures();
        await().atMost(StoredCatalog.SOON).until(() -> feed.stats().failures() > failures);
        assertThat(feed.catalog().size()).isEqualTo(RESTAURANTS);
        proxy.admit();
        tables.awaitIn(feed.catalog());
      }
      assertThat(feed.stats().loads()).isEqualTo(1);
    }
  }

  @Test
  void commitsThatACrashOfPostgresTakesBack_areTakenBackHere() {
    try (PostgresProxy proxy = PostgresProxy.before(url);
        Database through = Database.connect(proxy.url());
        CatalogFeed feed = CatalogFeed.start(through, Catalog.open(directory))) {
      // by then what was loaded is kept
      assertThat(feed.awaitLoaded(StoredCatalog.SOON)).isTrue();
      tables.awaitIn(feed.catalog());
      tables.execute("UPDATE restaurants SET name = 'Lost' WHERE id = 'r1'");
      tables.awaitIn(feed.catalog());
      // as if it had never been: neither the row nor the note of it is there after the crash
      tables.execute("ALTER TABLE restaurants DISABLE TRIGGER USER");
      tables.execute("UPDATE restaurants SET name = 'Place 1' WHERE id = 'r1'");
      tables.execute("DELETE FROM catalog_changes");
      tables.execute("ALTER TABLE restaurants ENABLE TRIGGER USER");

      proxy.cutConnections();

      tables.awaitIn(feed.catalog());
    }
  }

  @Test
  void indexThatIsClosed_isOnDisk_andReadOnFromThere() {
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      tables.awaitIn(feed.catalog());
    }
    tables.execute("UPDATE restaurants SET name = 'While closed' WHERE id = 'r1'");
    try (CatalogFeed feed = CatalogFeed.start(database, Catalog.open(directory))) {
      tables.awaitIn(feed.catalog());
      assertThat(feed.stats().loads()).isZero();
      assertThat(feed.stats().puts()).isEqualTo(1);
    }
    try (Catalog catalog = Catalog.open(directory)) {
      tables.requireIn(catalog);
    }
  }
}
