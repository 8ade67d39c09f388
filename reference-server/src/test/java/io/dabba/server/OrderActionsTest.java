package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What restaurants and ops do with orders and their money, over the API. */
@Timeout(120)
class OrderActionsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final double SPEED = 20;

  private static TestServer server;
  private static Database database;

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    server = TestServer.start(url, SPEED, NOON);
    database = Database.connect(url);
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  @Test
  void orderOfARestaurantThatAcceptsByHand_isDispatchedOnceItIsAccepted() {
    Town town = byHand("accept", 60, "asha");
    Api rider = town.online("asha", 50);
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      Answer order = town.order(town.customer("mira"), "card").expect(201);
      String id = order.at("/id");
      assertThat(order.at("/status")).isEqualTo("CONFIRMED");
      assertThat(order.at("/acceptedAt")).isEmpty();
      Instant placed = Instant.parse(order.at("/placedAt"));
      assertThat(Instant.parse(order.at("/acceptBy")))
          .isBetween(placed.plus(Duration.ofMinutes(60)), placed.plus(Duration.ofMinutes(62)));
      Answer accepted =
          town.kitchen()
              .post("/v1/orders/%s/accept".formatted(id), "{\"prepMinutes\":2}")
              .expect(200);
      assertThat(accepted.at("/acceptedAt")).isNotEmpty();
      assertThat(offers.next("offer").at("/orders/0").asText()).isEqualTo(id);
      Answer again =
          town.kitchen()
              .post("/v1/orders/%s/accept".formatted(id), "{\"prepMinutes\":50}")
              .expect(200);
      assertThat(again.at("/acceptedAt")).isEqualTo(accepted.at("/acceptedAt"));
      assertThat(types(town, id)).startsWith("order.created", "order.confirmed", "order.accepted");
    }
  }

  @Test
  void orderThatNobodyAccepts_isCancelledInTime_andItsMoneyReturned() {
    Town town = byHand("late", 1);
    String id = town.order(town.customer("mira"));
    await().atMost(Duration.ofSeconds(20)).until(() -> status(town, id).equals("CANCELLED"));
    assertThat(order(town, id).at("/cancelReason")).isEqualTo("RESTAURANT_TIMED_OUT");
    awaitSettled(id, "VOIDED");
    town.kitchen().post("/v1/orders/%s/accept".formatted(id), "").expectProblem(409, "wrong-state");
  }

  @Test
  void restaurantThatRejects_cancelsWithItsReason() {
    Town town = byHand("reject", 60);
    Api mira = town.customer("mira");
    String id = town.order(mira);
    Answer rejected =
        town.kitchen()
            .post("/v1/orders/%s/reject".formatted(id), "{\"reason\":\"no rice\"}")
            .expect(200);
    assertThat(rejected.at("/cancelReason")).isEqualTo("RESTAURANT_REJECTED");
    JsonNode last = last(mira.get("/v1/orders/%s/events".formatted(id)).expect(200));
    assertThat(last.at("/type").asText()).isEqualTo("order.cancelled");
    assertThat(last.at("/by").asText()).isEqualTo("restaurant");
    assertThat(last.at("/reason").asText()).isEqualTo("no rice");
    awaitSettled(id, "VOIDED");
  }

  @Test
  void foodThatIsReady_wasAccepted() {
    Town town = byHand("readied", 60, "asha");
    Api rider = town.online("asha", 50);
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      String id = town.order(town.customer("mira"));
      town.kitchen().post("/v1/orders/%s/ready".formatted(id), "").expect(200);
      assertThat(offers.next("offer").at("/orders/0").asText()).isEqualTo(id);
    }
  }

  @Test
  void ops_doWhatTheRiderShouldHaveDone_andWhyIsKept() {
    Town town = Town.create(server.api(), "override", "asha");
    String id = assigned(town, "asha");
    override(town, id, "pickup").expect(200);
    assertThat(override(town, id, "deliver").expect(200).at("/status")).isEqualTo("DELIVERED");
    override(town, id, "cancel").expectProblem(409, "wrong-state");
    JsonNode actions =
        town.ops().get("/v1/ops/orders/%s/actions".formatted(id)).expect(200).json().get("actions");
    assertThat(actions).hasSize(2);
    assertThat(actions.at("/0/actor").asText()).isEqualTo("ops:ops");
    assertThat(actions.at("/0/action").asText()).isEqualTo("pickup");
    assertThat(actions.at("/1/from").asText()).isEqualTo("PICKED_UP");
    assertThat(actions.at("/1/to").asText()).isEqualTo("DELIVERED");
    assertThat(actions.at("/1/reason").asText()).isEqualTo("phone died");
    assertThat(types(town, id))
        .containsSubsequence("order.assigned", "order.ready", "order.picked_up", "order.delivered");
    awaitSettled(id, "CAPTURED");
    assertThat(ledger(id)).containsExactly("AUTHORIZED", "CAPTURED");
    assertThat(town.rider("asha").get("/v1/rides/current").status()).isEqualTo(204);
  }

  @Test
  void ops_whoCancelAsAnybodyMay_areKeptToo() {
    Town town = Town.create(server.api(), "kept");
    String id = town.order(town.customer("mira"));
    town.ops().post("/v1/orders/%s/cancel".formatted(id), "{\"reason\":\"flood\"}").expect(200);
    JsonNode action =
        town.ops()
            .get("/v1/ops/orders/%s/actions".formatted(id))
            .expect(200)
            .json()
            .at("/actions/0");
    assertThat(action.get("action").asText()).isEqualTo("cancel");
    assertThat(action.get("reason").asText()).isEqualTo("flood");
  }

  @Test
  void ops_releaseARide_whichGoesToAnother() {
    Town town = Town.create(server.api(), "freed", "asha", "bala");
    String id = assigned(town, "asha");
    assertThat(override(town, id, "release").expect(200).at("/status")).isEqualTo("CONFIRMED");
    Api bala = town.online("bala", 100);
    try (Feed offers = bala.listen("/v1/riders/offers")) {
      assertThat(offers.next("offer").at("/orders/0").asText()).isEqualTo(id);
    }
  }

  @Test
  void refunds_areGivenOnce_inParts_andNeverMoreThanWasTaken() {
    Town town = Town.create(server.api(), "refund", "asha");
    Api mira = town.customer("mira");
    String id = delivered(town, "asha");
    awaitSettled(id, "CAPTURED");
    long total = order(town, id).json().at("/total/amountMinor").asLong();
    Answer first = refund(town, id, "a", 10_000).expect(202);
    Answer again = refund(town, id, "a", 10_000).expect(202);
    assertThat(again.at("/id")).isEqualTo(first.at("/id"));
    refund(town, id, "a", 10_001).expectProblem(422, "idempotency-key-reused");
    assertThat(
            refund(town, id, "b", total - 9_999)
                .expectProblem(422, "refund-too-large")
                .at("/leftMinor"))
        .isEqualTo(Long.toString(total - 10_000));
    refund(town, id, "c", total - 10_000).expect(202);
    await().until(() -> refunds(town, id).equals(List.of("DONE", "DONE")));
    assertThat(ledger(id)).containsExactly("AUTHORIZED", "CAPTURED", "REFUNDED", "REFUNDED");
    assertThat(taken(id)).isZero();
    assertThat(town.ops().get("/v1/ops/audit").expect(200).at("/money_unaccounted_for"))
        .isEqualTo("0");
    assertThat(types(town, id)).endsWith("order.refunded", "order.refunded");
    assertThat(mira.get("/v1/orders/%s/events".formatted(id)).status()).isEqualTo(200);
  }

  @Test
  void order_thatIsLate_isShownToOps() {
    Town town = byHand("overdue", 60);
    String id = town.order(town.customer("mira"));
    assertThat(overdue(town)).doesNotContain(id);
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE orders SET deadline_at = placed_at - interval '1 minute' WHERE id = ?",
                id));
    assertThat(overdue(town)).contains(id);
  }

  @Test
  void reconciler_asksTheGatewayAtOnce() {
    Town town = Town.create(server.api(), "asked");
    String id = town.order(town.customer("mira"), "card-timeout").expect(202).at("/id");
    Answer after = town.ops().post("/v1/ops/orders/%s/reconcile".formatted(id), "").expect(200);
    assertThat(after.at("/status")).isEqualTo("CONFIRMED");
    town.ops().post("/v1/ops/payments/reconcile", "").expect(202);
  }

  @Test
  void customer_isKnownByWhatHeOrders() {
    Town town = Town.create(server.api(), "taste", "asha");
    delivered(town, "asha");
    JsonNode cuisines =
        town.customer("mira").get("/v1/customers/me/cuisines").expect(200).json().get("cuisines");
    assertThat(
            StreamSupport.stream(cuisines.spliterator(), false).map(c -> c.get("cuisine").asText()))
        .containsExactlyInAnyOrder("Hyderabadi", "Mughlai");
  }

  private static Town byHand(String name, int minutes, String... riders) {
    Town town = Town.create(server.api(), name, riders);
    town.kitchen()
        .put(
            "/v1/restaurants/%s/settings".formatted(town.restaurant()),
            "{\"accepts\":\"manual\",\"acceptMinutes\":%d}".formatted(minutes))
        .expect(200);
    return town;
  }

  private static String assigned(Town town, String rider) {
    Api app = town.online(rider, 50);
    try (Feed offers = app.listen("/v1/riders/offers")) {
      String id = town.order(town.customer("mira"));
      Town.answer(app, offers.next("offer"), "accept").expect(200);
      return id;
    }
  }

  private static String delivered(Town town, String rider) {
    String id = assigned(town, rider);
    override(town, id, "deliver").expect(200);
    return id;
  }

  private static Answer override(Town town, String id, String action) {
    return town.ops()
        .post(
            "/v1/ops/orders/%s/override".formatted(id),
            "{\"action\":\"%s\",\"reason\":\"phone died\"}".formatted(action));
  }

  private static Answer refund(Town town, String id, String key, long amount) {
    return town.ops()
        .post(
            "/v1/ops/orders/%s/refunds".formatted(id),
            "{\"amountMinor\":%d,\"reason\":\"cold\"}".formatted(amount),
            "Idempotency-Key",
            key);
  }

  private static List<String> refunds(Town town, String id) {
    JsonNode refunds =
        town.ops().get("/v1/ops/orders/%s/refunds".formatted(id)).expect(200).json().get("refunds");
    return StreamSupport.stream(refunds.spliterator(), false)
        .map(refund -> refund.get("status").asText())
        .toList();
  }

  private static List<String> overdue(Town town) {
    JsonNode orders = town.ops().get("/v1/ops/orders/overdue").expect(200).json().get("orders");
    return StreamSupport.stream(orders.spliterator(), false)
        .map(order -> order.get("id").asText())
        .toList();
  }

  private static List<String> types(Town town, String id) {
    JsonNode events =
        town.ops().get("/v1/orders/%s/events".formatted(id)).expect(200).json().get("events");
    return StreamSupport.stream(events.spliterator(), false)
        .map(event -> event.get("type").asText())
        .toList();
  }

  private static JsonNode last(Answer events) {
    JsonNode list = events.json().get("events");
    return list.get(list.size() - 1);
  }

  private static Answer order(Town town, String id) {
    return town.ops().get("/v1/orders/" + id).expect(200);
  }

  private static String status(Town town, String id) {
    return order(town, id).at("/status");
  }

  private static void awaitSettled(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            text("SELECT status FROM payments WHERE due IS NULL AND order_id = ?", id)
                .equals(List.of(status)));
  }

  private static List<String> ledger(String id) {
    return text("SELECT movement FROM ledger WHERE order_id = ? ORDER BY id", id);
  }

  private static long taken(String id) {
    return Long.parseLong(
        text("SELECT sum(taken_minor)::text FROM ledger WHERE order_id = ?", id).getFirst());
  }

  private static List<String> text(String sql, String id) {
    return database.jdbi().withHandle(handle -> handle.select(sql, id).mapTo(String.class).list());
  }
}
