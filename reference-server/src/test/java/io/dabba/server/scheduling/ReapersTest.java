package io.dabba.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.orders.AnswerReaper;
import io.dabba.server.outbox.OutboxReaper;
import io.dabba.server.payments.GatewayEventReaper;
import io.dabba.server.postgres.Database;
import io.dabba.server.rides.DecisionReaper;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.webhooks.WebhookReaper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept no longer goes, and nothing else does. */
@Timeout(60)
class ReapersTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static Database database;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @BeforeEach
  void city() {
    execute(
        "TRUNCATE outbox, webhooks, webhook_deliveries, gateway_events, idempotency_keys, decisions");
    List.of("offers", "orders", "rides", "riders", "customers", "restaurants", "cities")
        .forEach(table -> execute("DELETE FROM " + table));
    execute("INSERT INTO cities VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18, 73)");
    execute(
        """
        INSERT INTO restaurants VALUES ('kitchen', 'pune', 'Kitchen', 18, 73, '{}', 4, 9, 1, true, true, 5000, 15)
        """);
    execute("INSERT INTO customers VALUES ('mira')");
    execute(
        "INSERT INTO riders (id, city_id, name, vehicle) VALUES ('asha', 'pune', 'Asha', 'CAR')");
  }

  @Test
  void answers_areForgottenAfterADay_andTheirKeysStayUsed() {
    order("order", "DELIVERED");
    key("old", 201, "25 hours");
    key("young", 201, "23 hours");
    key("running", null, "25 hours");

    run(AnswerReaper.job(database));

    assertThat(
            list(
                """
                SELECT key || coalesce(status, 0) || coalesce(body, '-') || coalesce(location, '-')
                  || coalesce(content_type, '-') || (wall_reaped_at IS NOT NULL)
                FROM idempotency_keys ORDER BY key
                """))
        .containsExactly("old0---true", "running0{}/ordersjsonfalse", "young201{}/ordersjsonfalse");
  }

  @Test
  void batches_goOnUntilNothingIsLeft() {
    for (int i = 0; i < 7; i++) {
      execute(
          "INSERT INTO gateway_events VALUES ('local', ?, NULL, clock_timestamp() - interval '31 days')",
          "event-" + i);
    }
    Reaper reaper =
        new Reaper(
            "test",
            """
            DELETE FROM gateway_events
            WHERE event_id IN (SELECT event_id FROM gateway_events LIMIT :batch)
            """,
            Map::of);

    assertThat(reaper.reap(database, 2)).isEqualTo(7);
    assertThat(reaper.reap(database, 2)).isZero();
  }

  @Test
  void noticesOfGateways_areForgottenAfter30Days() {
    execute(
        """
        INSERT INTO gateway_events VALUES
          ('local', 'old', NULL, clock_timestamp() - interval '31 days'),
          ('local', 'young', NULL, clock_timestamp() - interval '29 days')
        """);

    run(GatewayEventReaper.job(database));

    assertThat(list("SELECT event_id FROM gateway_events")).containsExactly("young");
  }

  @Test
  void historyOfAnOrder_goesAsAWhole_onceItIsOverAndTheLastOfItIsOld() {
    order("over", "DELIVERED");
    event("order", "over", 1, 95, true);
    event("order", "over", 2, 91, true);
    order("refunded", "CANCELLED");
    event("order", "refunded", 1, 95, true);
    event("order", "refunded", 2, 89, true);
    order("stuck", "CONFIRMED");
    event("order", "stuck", 1, 95, true);
    order("unheard", "CANCELLED");
    event("order", "unheard", 1, 95, true);
    event("order", "unheard", 2, 95, false);
    ride("ended", "COMPLETED");
    event("ride", "ended", 1, 91, true);
    ride("underWay", "PICKED_UP");
    event("ride", "underWay", 1, 91, true);
    joinedRide("joined", "underWay");
    event("ride", "joined", 1, 91, true);
    event("rider", "asha", 1, 91, true);
    event("rider", "asha", 2, 1, true);

    run(OutboxReaper.job(database, () -> NOW));

    assertThat(list("SELECT aggregateid || aggregate_version FROM outbox ORDER BY 1"))
        .containsExactly(
            "asha2", "refunded1", "refunded2", "stuck1", "underWay1", "unheard1", "unheard2");
  }

  @Test
  void latestEventOfAll_staysForTheDomainClock_howeverOld() {
    event("rider", "asha", 1, 400, true);
    event("rider", "asha", 2, 300, true);

    run(OutboxReaper.job(database, () -> NOW));

    assertThat(list("SELECT aggregateid || aggregate_version FROM outbox"))
        .containsExactly("asha2");
  }

  @Test
  void eventThatAWebhookIsOwed_isKept() {
    event("rider", "asha", 1, 100, true);
    event("rider", "asha", 2, 100, true);
    event("rider", "asha", 3, 100, true);
    event("rider", "asha", 4, 1, true);
    webhook();
    execute(
        """
        INSERT INTO webhook_deliveries (webhook, event_id, aggregatetype, aggregateid, state)
        SELECT 1, id, aggregatetype, aggregateid,
               CASE aggregate_version WHEN 1 THEN 'DUE' WHEN 2 THEN 'DEAD' ELSE 'DONE' END
        FROM outbox WHERE aggregate_version < 4
        """);

    run(OutboxReaper.job(database, () -> NOW));

    assertThat(list("SELECT aggregate_version::text FROM outbox ORDER BY id"))
        .containsExactly("1", "2", "4");
  }

  @Test
  void reasons_areForgotten30DaysAfterTheRideWasOver() {
    ride("ended", "COMPLETED");
    decision("ended", 1, 32, 31);
    ride("endedLate", "COMPLETED");
    decision("endedLate", 2, 32, 29);
    ride("underWay", "ACCEPTED");
    decision("underWay", 3, 32, null);
    ride("cancelled", "CANCELLED");
    joinedRide("joined", "underWay");
    execute(
        """
        INSERT INTO decisions (ride_id, city_id, epoch, decided_at, decision)
        SELECT id, 'pune', 1, ?, '{}' FROM rides WHERE id IN ('cancelled', 'joined')
        """,
        daysAgo(31));

    run(DecisionReaper.job(database, () -> NOW));

    assertThat(list("SELECT ride_id FROM decisions ORDER BY 1"))
        .containsExactly("endedLate", "underWay");
  }

  @Test
  void
      deliveries_areForgottenAWeekAfterTheyWereMade_orAMonthAfterTheyWereGivenUp_orWithTheirWebhook() {
    webhook();
    delivery(1, 1, "DONE", 8);
    delivery(1, 2, "DONE", 6);
    delivery(1, 3, "DEAD", 31);
    delivery(1, 4, "DEAD", 29);
    delivery(1, 5, "DUE", null);
    delivery(2, 6, "DUE", null);
    delivery(2, 7, "DEAD", 1);

    run(WebhookReaper.job(database));

    assertThat(list("SELECT event_id::text FROM webhook_deliveries ORDER BY 1"))
        .containsExactly("2", "4", "5");
  }

  @Test
  void deliveriesThatAreOwedForThreeDays_areGivenUp() {
    webhook();
    delivery(1, 1, "DUE", null);
    delivery(1, 2, "DUE", null);
    execute(
        "UPDATE webhook_deliveries SET wall_written_at = clock_timestamp() - interval '73 hours' WHERE event_id = 1");

    run(WebhookReaper.givingUp(database));

    assertThat(list("SELECT event_id || ' ' || state FROM webhook_deliveries ORDER BY 1"))
        .containsExactly("1 DEAD", "2 DUE");
  }

  private static void run(Job job) {
    assertThat(job.interval()).isLessThan(Duration.ofHours(1));
    job.work().run();
  }

  private static Instant daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static void webhook() {
    execute(
        """
        INSERT INTO webhooks (id, number, url, secret, types, cities) OVERRIDING SYSTEM VALUE
        VALUES ('hook', 1, 'https://hooks.example/', 'secret', '{*}', '{}')
        """);
  }

  private static void key(String key, @Nullable Integer status, String age) {
    execute(
        """
        INSERT INTO idempotency_keys (customer_id, key, fingerprint, order_id, status, content_type,
                                      body, location, wall_claimed_at)
        VALUES ('mira', ?, '', 'order', ?, 'json', '{}', '/orders',
                clock_timestamp() - CAST(? AS interval))
        """,
        key,
        status,
        age);
  }

  private static void order(String id, String status) {
    execute(
        """
        INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
          delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text,
          placed_at, promised_at, expected_ready_at, cancel_reason)
        VALUES (?, 'pune', 'mira', 'kitchen', ?, 'INR', 1, 1, 2, 18, 73, '',
          'epoch', 'epoch', 'epoch', ?)
        """,
        id,
        status,
        status.equals("CANCELLED") ? "NO_RIDER" : null);
  }

  private static void ride(String id, String status) {
    boolean taken = List.of("ACCEPTED", "PICKED_UP", "COMPLETED").contains(status);
    execute(
        """
        INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, rider_id, slot,
          due_at, next_round_at, give_up_at, rounds)
        VALUES (?, 'pune', 'kitchen', ?, 18, 73, ?, hashtext(?), 'epoch', 'epoch', 'epoch', 0)
        """,
        id,
        status,
        taken ? "asha" : null,
        id);
  }

  private static void joinedRide(String id, String to) {
    ride(id, "PENDING");
    execute("UPDATE rides SET status = 'JOINED', joined_to = ? WHERE id = ?", to, id);
  }

  private static void decision(String ride, long token, int decided, @Nullable Integer ended) {
    execute(
        """
        INSERT INTO offers (ride_id, rider_id, token, city_id, status, opened_at, expires_at,
                            answered_at, ended_at)
        VALUES (?, 'asha', ?, 'pune', ?, ?, ?, ?, ?)
        """,
        ride,
        token,
        ended == null ? "DECLINED" : "ACCEPTED",
        daysAgo(decided),
        daysAgo(decided),
        daysAgo(decided),
        ended == null ? null : daysAgo(ended));
    execute(
        "INSERT INTO decisions VALUES (?, 'asha', ?, 'pune', 1, ?, '{}')",
        ride,
        token,
        daysAgo(decided));
  }

  private static void event(String type, String id, long version, int daysOld, boolean published) {
    execute(
        """
        INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                            schema_version, occurred_at, payload, published)
        VALUES (?, ?, ?, 'pune', 'test', 1, ?, '{}', ?)
        """,
        type,
        id,
        version,
        daysAgo(daysOld),
        published);
  }

  private static void delivery(long webhook, long event, String state, @Nullable Integer daysAgo) {
    execute(
        """
        INSERT INTO webhook_deliveries (webhook, event_id, aggregatetype, aggregateid, state, wall_ended_at)
        VALUES (?, ?, 'order', 'a', ?, clock_timestamp() - CAST(? AS integer) * interval '1 day')
        """,
        webhook,
        event,
        state,
        daysAgo);
  }

  private static List<String> list(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }

  private static void execute(String sql, @Nullable Object... arguments) {
    database.jdbi().useHandle(handle -> handle.execute(sql, arguments));
  }
}
