package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.security.Role;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Complaints;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sixteen clients do everything at once to a few riders and orders, with tokens old and new, while
 * the dispatcher offers and expires: whatever the order of events, the invariants hold.
 */
@Timeout(120)
class ContentionTest {
  private static final int THREADS = 16;
  private static final int DEEDS = 100;
  private static final int ORDERS_AT_ONCE = 8;

  /** An offer lives for a quarter of a second. */
  private static final double SPEED = 40;

  private static final List<String> RIDERS = List.of("r0", "r1", "r2", "r3", "r4");
  private static Database database;
  private static TestServer server;
  private static Town town;
  private static Api customer;
  private static String address;

  private final Set<Token> accepted = ConcurrentHashMap.newKeySet();
  private final Set<Token> declined = ConcurrentHashMap.newKeySet();
  private final Set<Token> refused = ConcurrentHashMap.newKeySet();

  private record Token(String rider, long token) {}

  private record OfferRow(String ride, Token token) {}

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    server = TestServer.start(url, SPEED, Instant.parse("2026-11-22T12:00:00Z"));
    town = Town.create(server.api(), "pune", RIDERS.toArray(String[]::new));
    customer = town.customer("mira");
    address = town.address(customer);
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void everythingAtOnce_breaksNoInvariant() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ContentionTest seed=" + seed);
    try (Complaints complaints = Complaints.listen()) {
      RIDERS.forEach(rider -> town.online(rider, 100));
      try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Random random = new Random(seed + i);
          clients.add(
              threads.submit(() -> {
                for (int n = 0; n < DEEDS; n++) {
                  doSomething(random);
                }
              }));
        }
        for (Future<?> client : clients) {
          client.get();
        }
      }
      endEveryOrder();

      assertThat(complaints.messages()).isEmpty();
    }
    assertThat(accepted).as("there was something to race for").hasSizeGreaterThan(5);
    assertThat(tokens("ACCEPTED")).isEqualTo(accepted);
    assertThat(tokens("DECLINED")).isEqualTo(declined);
    assertThat(refused).doesNotContainAnyElementsOf(accepted);
    auditIsClean();
    tokensOfEachRiderAreTheNumbersFromOne_inTheOrderOfTheirOffers();
    ridersOfOrdersAreThoseOfTheirRides();
    everyOrderWentByItsLifecycle_andEachStepHasOneEvent();
    moneyFollowed();
  }

  private void doSomething(Random random) {
    String rider = RIDERS.get(random.nextInt(RIDERS.size()));
    Api app = town.rider(rider);
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> recentOffer(random).ifPresent(this::accept);
      case 5, 6 -> recentOffer(random).ifPresent(this::decline);
      case 7 -> recentOffer(random).ifPresent(offer -> acceptAsAnother(rider, offer));
      case 8 -> {
        app.put("/v1/riders/shift", "{\"online\":%s}".formatted(random.nextInt(3) != 0));
        check(app.put("/v1/riders/shift", "{\"online\":true}"), 200);
      }
      case 9, 10 -> check(app.post("/v1/riders/location", Town.position(random.nextInt(150))), 200);
      case 11 ->
          openOrder(random)
              .ifPresent(id -> check(customer.post(order(id) + "/cancel", ""), 200, 409));
      case 12 ->
          openOrder(random)
              .ifPresent(id -> check(town.kitchen().post(order(id) + "/ready", ""), 200, 409));
      case 13 -> onCurrentRide(app, random.nextInt(4) == 0 ? "/release" : "/pickup");
      case 14 -> onCurrentRide(app, "/deliver");
      default -> {
        if (openOrders().size() < ORDERS_AT_ONCE) {
          place(random.nextInt(5) == 0 ? "card-3ds" : "card");
        }
      }
    }
  }

  private void place(String method) {
    check(
        customer.post(
            "/v1/orders",
            town.cart(address, method),
            "Idempotency-Key",
            UUID.randomUUID().toString()),
        201,
        202);
  }

  private void accept(OfferRow offer) {
    Answer answer = answer(offer.token().rider(), offer, "accept");
    (answer.status() == 200 ? accepted : refused).add(offer.token());
  }

  private void decline(OfferRow offer) {
    if (answer(offer.token().rider(), offer, "decline").status() == 200) {
      declined.add(offer.token());
    }
  }

  private void acceptAsAnother(String rider, OfferRow offer) {
    OfferRow guessed =
        new OfferRow(offer.ride(), new Token(town.riderId(rider), offer.token().token()));
    if (answer(town.riderId(rider), guessed, "accept").status() == 200) {
      accepted.add(guessed.token());
    }
  }

  private Answer answer(String rider, OfferRow offer, String action) {
    Answer answer =
        server
            .api()
            .as(Role.RIDER, rider)
            .patch(
                "/v1/rides/" + offer.ride(),
                "{\"action\":\"%s\",\"fencingToken\":\"%d\"}"
                    .formatted(action, offer.token().token()));
    check(answer, 200, 409);
    return answer;
  }

  private static void onCurrentRide(Api rider, String deed) {
    Answer current = rider.get("/v1/rides/current");
    if (current.status() == 200) {
      check(rider.post("/v1/rides/" + current.at("/id") + deed, ""), 200, 404, 409);
    }
  }

  private static void check(Answer answer, Integer... expected) {
    assertThat(answer.status()).as(answer.text()).isIn((Object[]) expected);
  }

  private static String order(String id) {
    return "/v1/orders/" + id;
  }

  private static void endEveryOrder() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          openOrders().forEach(id -> check(town.ops().post(order(id) + "/cancel", ""), 200, 409));
          return openOrders().isEmpty();
        });
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          JsonNode audit = audit();
          return audit.get("outbox_unpublished").asInt() == 0
              && audit.get("payments_unsettled").asInt() == 0;
        });
  }

  private static Optional<OfferRow> recentOffer(Random random) {
    List<OfferRow> offers =
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT ride_id, rider_id, token FROM offers
                        ORDER BY (status = 'OPEN') DESC, opened_at DESC LIMIT 5
                        """)
                    .map((rs, ctx) ->
                        new OfferRow(
                            rs.getString("ride_id"),
                            new Token(rs.getString("rider_id"), rs.getLong("token"))))
                    .list());
    return one(offers, random);
  }

  private static Optional<String> openOrder(Random random) {
    return one(openOrders(), random);
  }

  private static List<String> openOrders() {
    return strings(
        "SELECT id FROM orders WHERE status NOT IN ('DELIVERED', 'CANCELLED') ORDER BY id");
  }

  private static <T> Optional<T> one(List<T> of, Random random) {
    return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
  }

  private static Set<Token> tokens(String status) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT rider_id, token FROM offers WHERE status = ?", status)
                .map((rs, ctx) -> new Token(rs.getString("rider_id"), rs.getLong("token")))
                .set());
  }

  private static JsonNode audit() {
    return town.ops().get("/v1/ops/audit").expect(200).json();
  }

  private static void auditIsClean() {
    JsonNode audit = audit();
    assertThat(audit.get("double_booked_riders").asInt()).isZero();
    assertThat(audit.get("double_booked_orders").asInt()).isZero();
    assertThat(audit.get("asked_again_after_decline").asInt()).isZero();
    assertThat(audit.at("/offers_by_state/OPEN").asInt()).isZero();
  }

  private static void tokensOfEachRiderAreTheNumbersFromOne_inTheOrderOfTheirOffers() {
    assertThat(
            strings(
                """
                SELECT rider_id || ' ' || token FROM (
                  SELECT rider_id, token,
                         row_number() OVER (PARTITION BY rider_id ORDER BY opened_at, token) AS n
                  FROM offers) numbered
                WHERE token <> n
                """))
        .isEmpty();
    assertThat(
            strings(
                """
                SELECT id FROM riders r
                WHERE last_token <> (SELECT count(*) FROM offers WHERE rider_id = r.id)
                """))
        .isEmpty();
  }

  private static void ridersOfOrdersAreThoseOfTheirRides() {
    assertThat(
            strings(
                """
                SELECT o.id FROM orders o JOIN rides r ON r.id = o.ride_id
                WHERE o.status = 'DELIVERED'
                  AND (r.status <> 'COMPLETED' OR r.rider_id IS DISTINCT FROM o.rider_id)
                """))
        .isEmpty();
    assertThat(
            strings(
                """
                SELECT id FROM rides r WHERE status NOT IN ('COMPLETED', 'CANCELLED', 'FAILED', 'JOINED')
                """))
        .isEmpty();
  }

  private static void everyOrderWentByItsLifecycle_andEachStepHasOneEvent() {
    List<String> orders = strings("SELECT id FROM orders");
    for (String order : orders) {
      assertThat(
              strings(
                  "SELECT aggregate_version::text FROM outbox WHERE aggregateid = '%s' ORDER BY id"
                      .formatted(order)))
          .isEqualTo(
              strings(
                  "SELECT generate_series(1, version)::text FROM orders WHERE id = '%s'"
                      .formatted(order)));
      OrderStatus at = OrderStatus.CREATED;
      for (String next :
          strings(
              """
              SELECT payload->>'status' FROM outbox
              WHERE aggregateid = '%s' AND type = 'order.' || lower(payload->>'status')
                AND aggregate_version > 1
              ORDER BY id
              """
                  .formatted(order))) {
        OrderStatus to = OrderStatus.valueOf(next);
        assertThat(OrderLifecycle.TABLE.allows(at, to)).as("%s: %s to %s", order, at, to).isTrue();
        at = to;
      }
    }
    assertThat(orders).hasSizeGreaterThan(ORDERS_AT_ONCE);
  }

  private static void moneyFollowed() {
    assertThat(
            strings(
                """
                SELECT o.id || o.status || p.status FROM orders o JOIN payments p ON p.order_id = o.id
                WHERE p.status <> CASE o.status WHEN 'DELIVERED' THEN 'CAPTURED' ELSE 'VOIDED' END
                """))
        .isEmpty();
  }

  private static List<String> strings(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
