package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import io.dabba.search.CatalogSettings;
import io.dabba.search.RestaurantId;
import io.dabba.search.RestaurantQuery;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The search index beside writers of the stored catalogue. */
@Timeout(60)
class CatalogIndexTest {
  private static final RestaurantId KITCHEN = new RestaurantId("kitchen");
  private static final int ROUNDS = 60;
  private static final int WRITERS = 8;

  @Test
  void indexAfterRenewalsAtOnce_isWhatWasStoredLast() throws Exception {
    try (Database database = Database.connect(SharedPostgres.newDatabase())) {
      database.useTransaction(handle -> {
        handle.execute(
            "INSERT INTO cities (id, name, zone, currency, lat, lng) VALUES ('c', 'C', 'UTC', 'INR', 0, 0)");
        handle.execute(
            """
            INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                                     veg, open, delivery_radius_meters, prep_minutes)
            VALUES ('kitchen', 'c', 'None', 0, 0, '{}', 0, 0, 1, true, true, 5000, 10)
            """);
      });
      try (CatalogIndex index = CatalogIndex.load(database, CatalogSettings.DEFAULT);
          ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int round = 0; round < ROUNDS; round++) {
          List<Future<?>> futures = new ArrayList<>();
          for (int writer = 0; writer < WRITERS; writer++) {
            String name = "Writer %d of round %d".formatted(writer, round);
            futures.add(executor.submit(() -> rename(database, index, name)));
          }
          for (Future<?> future : futures) {
            future.get();
          }
          assertThat(indexed(index)).as("round %d", round).isEqualTo(stored(database));
        }
      }
    }
  }

  private static void rename(Database database, CatalogIndex index, String name) {
    database.useTransaction(handle -> handle.execute("UPDATE restaurants SET name = ?", name));
    index.renew(List.of(KITCHEN));
  }

  private static String indexed(CatalogIndex index) {
    return index
        .catalog()
        .search(RestaurantQuery.near(new GeoPoint(0, 0)).build())
        .hits()
        .getFirst()
        .name();
  }

  private static String stored(Database database) {
    return database
        .jdbi()
        .withHandle(handle -> RestaurantStore.find(handle, KITCHEN))
        .orElseThrow()
        .restaurant()
        .name();
  }
}
