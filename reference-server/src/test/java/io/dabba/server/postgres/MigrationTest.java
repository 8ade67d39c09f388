package io.dabba.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.testkit.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Databases of earlier releases are brought up to date with all that is in them. */
class MigrationTest {
  private static final String BEFORE_MONEY = "4";

  private static final String ORDERS =
      """
      INSERT INTO cities (id, name, zone, currency, lat, lng) VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18, 73);
      INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level, veg, open,
                               delivery_radius_meters, prep_minutes)
      VALUES ('k', 'pune', 'K', 18, 73, '{}', 4, 1, 1, false, true, 5000, 10);
      INSERT INTO menu_items (restaurant_id, id, position, name, price_minor, veg, available)
      VALUES ('k', 'thali', 0, 'Thali', 100, true, true);
      INSERT INTO customers VALUES ('mira');
      INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
                          delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text, placed_at,
                          promised_at, expected_ready_at, confirmed_at, delivered_at, cancelled_at, cancel_reason)
      SELECT o.id, 'pune', 'mira', 'k', o.status, 'INR', 100, 20, 120, 18, 73, 'x', t, t, t,
             CASE WHEN o.paid THEN t END, CASE o.status WHEN 'DELIVERED' THEN t END,
             CASE o.status WHEN 'CANCELLED' THEN t END, CASE o.status WHEN 'CANCELLED' THEN 'BY_CUSTOMER' END
      FROM (VALUES ('under way', 'CONFIRMED', true), ('delivered', 'DELIVERED', true),
                   ('cancelled', 'CANCELLED', true), ('refused', 'CANCELLED', false),
                   ('pending', 'PAYMENT_PENDING', false)) AS o (id, status, paid),
        CAST('2026-11-22T12:00:00Z' AS timestamptz) AS t;
      INSERT INTO order_lines (order_id, position, item_id, name, quantity, unit_price_minor)
      SELECT id, 0, 'thali', 'Thali', 1, 100 FROM orders;
      INSERT INTO payments (order_id, method, amount_minor, currency, status, due, action_url)
      VALUES ('under way', 'card', 120, 'INR', 'AUTHORIZED', NULL, NULL),
             ('delivered', 'card', 120, 'INR', 'CAPTURED', NULL, NULL),
             ('cancelled', 'card', 120, 'INR', 'VOIDED', NULL, NULL),
             ('refused', 'card', 120, 'INR', 'REFUSED', NULL, NULL),
             ('pending', 'card-3ds', 120, 'INR', 'PENDING', 'SETTLE', 'https://pay.example/3ds');
      INSERT INTO idempotency_keys (customer_id, key, fingerprint, order_id) SELECT 'mira', 'k ' || id, 'f', id FROM orders;
      INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type, schema_version, occurred_at,
                          payload)
      SELECT 'order', id, 1, 'pune', 'order.created', 1, placed_at, '{}' FROM orders;
      """;

  private static final String BEFORE_BUNDLES = "8";

  private static final String RIDES =
      """
      INSERT INTO cities (id, name, zone, currency, lat, lng) VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18, 73);
      INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level, veg, open,
                               delivery_radius_meters, prep_minutes)
      VALUES ('k', 'pune', 'K', 18, 73, '{}', 4, 1, 1, false, true, 5000, 10);
      INSERT INTO riders (id, city_id, name, vehicle, online) VALUES ('asha', 'pune', 'Asha', 'BICYCLE', true);
      INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, rider_id, due_at, next_round_at,
                         give_up_at, rounds)
      SELECT r.id, 'pune', 'k', r.status, 18, 73, r.rider, t, t, t, 0
      FROM (VALUES ('pending', 'PENDING', NULL), ('other', 'PENDING', NULL), ('accepted', 'ACCEPTED', 'asha'),
                   ('failed', 'FAILED', NULL)) AS r (id, status, rider),
        CAST('2026-11-22T12:00:00Z' AS timestamptz) AS t;
      """;

  @Test
  void ordersOfBefore_haveTheirLedger_theirKeysAndWhatTheirCustomersHaveToDo() throws SQLException {
    DatabaseUrl url = databaseOf(BEFORE_MONEY, ORDERS);
    try (Database database = Database.connect(url)) {
      assertThat(
              texts(
                  database,
                  """
                  SELECT order_id || ': ' || sum(held_minor) || ' ' || sum(taken_minor) FROM ledger
                  GROUP BY order_id ORDER BY order_id
                  """))
          .containsExactly("cancelled: 0 0", "delivered: 0 120", "under way: 120 0");
      assertThat(texts(database, "SELECT idempotency_key FROM orders ORDER BY id"))
          .containsExactly("k cancelled", "k delivered", "k pending", "k refused", "k under way");
      assertThat(
              texts(
                  database,
                  "SELECT next_action ->> 'url' FROM payments WHERE next_action IS NOT NULL"))
          .containsExactly("https://pay.example/3ds");
      assertThat(texts(database, "SELECT id FROM orders WHERE accepted_at IS NOT NULL ORDER BY id"))
          .containsExactly("cancelled", "delivered", "under way");
      assertThat(texts(database, "SELECT id FROM orders WHERE deadline_at IS NOT NULL ORDER BY id"))
          .containsExactly("pending", "under way");
    }
  }

  @Test
  void ridesOfBeforeThereWereBundles_goOn_andMayJoin_andNothingIsOwedForShiftsOfBefore()
      throws SQLException {
    DatabaseUrl url = databaseOf(BEFORE_BUNDLES, RIDES);
    try (Database database = Database.connect(url)) {
      assertThat(texts(database, "SELECT id || ' ' || status FROM rides ORDER BY id"))
          .containsExactly(
              "accepted ACCEPTED", "failed FAILED", "other PENDING", "pending PENDING");
      assertThat(
              texts(
                  database,
                  """
                  SELECT id FROM riders
                  WHERE online AND shift_began_at IS NULL AND shift_ends_at IS NULL
                  """))
          .containsExactly("asha");
      String join = "UPDATE rides SET status = 'JOINED', joined_to = %s WHERE id = 'other'";
      assertThatThrownBy(() -> execute(database, join.formatted("NULL")))
          .hasMessageContaining("rides_joined");
      execute(database, join.formatted("'pending'"));
      assertThat(texts(database, "SELECT joined_to FROM rides WHERE status = 'JOINED'"))
          .containsExactly("pending");
    }
  }

  /** As a release of before had it. */
  private static DatabaseUrl databaseOf(String version, String rows) throws SQLException {
    DatabaseUrl url = SharedPostgres.newDatabase();
    Flyway.configure()
        .dataSource(url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null))
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
    try (Connection connection =
            DriverManager.getConnection(
                url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null));
        Statement statement = connection.createStatement()) {
      statement.execute(rows);
    }
    return url;
  }

  private static void execute(Database database, String sql) {
    database.useTransaction(handle -> handle.execute(sql));
  }

  private static List<String> texts(Database database, String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
