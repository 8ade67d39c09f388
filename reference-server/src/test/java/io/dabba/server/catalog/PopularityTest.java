package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was ordered of late makes popular, and what was long ago no more. */
@Timeout(60)
class PopularityTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Database database;
  private int orders;

  @BeforeEach
  void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
    execute("INSERT INTO cities VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18, 73)");
    execute("INSERT INTO customers VALUES ('mira')");
    execute(
        """
        INSERT INTO restaurants
        SELECT 'r' || i, 'pune', 'R', 18, 73, '{}', 4, 9, 1, true, true, 5000, 15
        FROM generate_series(1, 1200) AS i
        """);
    execute(
        """
        INSERT INTO menu_items SELECT 'r1', 'd' || i, i, 'D', 1, true, true
        FROM generate_series(1, 9) AS i
        """);
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void deliveredOrdersOf30Days_areCounted_andNoOthers() {
    order("r1", "DELIVERED", 1, "d1");
    order("r1", "DELIVERED", 29, "d1");
    order("r1", "DELIVERED", 31, "d1");
    order("r1", "CANCELLED", 1, "d1");
    order("r999", "DELIVERED", 1, "d1");
    execute("UPDATE restaurants SET popularity = 7 WHERE id = 'r2'");

    Popularity.recount(database, NOW);

    assertThat(
            list("SELECT id || ' ' || popularity FROM restaurants WHERE popularity > 0 ORDER BY 1"))
        .containsExactly("r1 2", "r999 1");
  }

  @Test
  void dishesOfMostOrders_arePopular() {
    for (int i = 0; i < 9; i++) {
      order("r1", "DELIVERED", 1, "d1", "d2", "d3");
    }
    for (int i = 0; i < 5; i++) {
      order("r1", "DELIVERED", 1, "d4", "d5", "d6");
    }
    order("r1", "DELIVERED", 1, "d7");
    execute("UPDATE menu_items SET popular = true WHERE id = 'd8'");

    Popularity.recount(database, NOW);

    assertThat(list("SELECT id FROM menu_items WHERE popular ORDER BY id"))
        .containsExactly("d1", "d2", "d3", "d4", "d5");
  }

  @Test
  void dishOfFewOrders_isNotPopular() {
    for (int i = 1; i < Popularity.LEAST_ORDERS; i++) {
      order("r1", "DELIVERED", 1, "d1");
    }
    Popularity.recount(database, NOW);
    assertThat(list("SELECT id FROM menu_items WHERE popular")).isEmpty();
  }

  @Test
  void whatHasNotChanged_isNotWritten() {
    for (int i = 0; i < 4; i++) {
      order("r1", "DELIVERED", 1, "d1");
    }
    Popularity.recount(database, NOW);
    List<String> before =
        list("SELECT xmin::text FROM restaurants UNION ALL SELECT xmin::text FROM menu_items");
    execute("TRUNCATE catalog_changes");

    Popularity.recount(database, NOW);

    assertThat(
            list("SELECT xmin::text FROM restaurants UNION ALL SELECT xmin::text FROM menu_items"))
        .isEqualTo(before);
    assertThat(list("SELECT id FROM catalog_changes")).isEmpty();
  }

  private void order(String restaurant, String status, int daysAgo, String... dishes) {
    String id = "o" + ++orders;
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    execute(
        """
        INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
          delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text,
          placed_at, promised_at, expected_ready_at, delivered_at, cancel_reason)
        VALUES (?, 'pune', 'mira', ?, ?, 'INR', 1, 1, 2, 18, 73, '', ?, ?, ?, ?, ?)
        """,
        id,
        restaurant,
        status,
        at,
        at,
        at,
        status.equals("DELIVERED") ? at : null,
        status.equals("CANCELLED") ? "NO_RIDER" : null);
    for (int i = 0; i < dishes.length; i++) {
      execute(
          """
          INSERT INTO order_lines (order_id, position, item_id, name, quantity, unit_price_minor)
          VALUES (?, ?, ?, 'D', 2, 1)
          """,
          id,
          i,
          dishes[i]);
    }
  }

  private List<String> list(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }

  private void execute(String sql, @Nullable Object... arguments) {
    database.jdbi().useHandle(handle -> handle.execute(sql, arguments));
  }
}
