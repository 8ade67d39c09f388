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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole job over HTTP and WebSockets; each test has a city of its own. */
@Timeout(120)
class MainJobTest {
  /** Fast enough for offers to expire soon, slow enough for a rider's app to answer in time. */
  private static final double SPEED = 5;

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static Database database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    server = TestServer.start(url, SPEED, NOON);
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @AfterEach
  void nobodyIsDoubleBooked() {
    JsonNode audit = town("audited").ops().get("/v1/ops/audit").expect(200).json();
    assertThat(audit.get("double_booked_riders").asInt()).isZero();
    assertThat(audit.get("double_booked_orders").asInt()).isZero();
    assertThat(audit.get("asked_again_after_decline").asInt()).isZero();
    assertThat(audit.get("stranded_orders").asInt()).isZero();
  }

  @Test
  void fromSearchToTheDoor() {
    Town town = town("whole", "asha");
    Api customer = town.customer("mira");
    JsonNode found =
        await()
            .until(
                () ->
                    customer
                        .get("/v1/restaurants?q=chiken%20biriani&lat=18.5294&lng=73.8567")
                        .expect(200)
                        .json(),
                answer ->
                    answer.at("/restaurants").findValuesAsText("id").contains(town.restaurant()));
    assertThat(found.at("/corrections/chiken").asText()).isEqualTo("chicken");
    Answer menu = customer.get("/v1/restaurants/%s/menu".formatted(town.restaurant())).expect(200);
    assertThat(menu.json().at("/items").findValuesAsText("id"))
        .containsExactly("biryani", "raita", "kebab");
    String etag = menu.headers().firstValue("ETag").orElseThrow();
    customer
        .call(
            "GET",
            "/v1/restaurants/%s/menu".formatted(town.restaurant()),
            "",
            "If-None-Match",
            etag)
        .expect(304);

    Api rider = town.online("asha", 200);
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      Answer placed = town.order(customer, "card").expect(201);
      assertThat(placed.at("/status")).isEqualTo("CONFIRMED");
      assertThat(placed.json().at("/total/amountMinor").asLong())
          .isEqualTo(54_000 + placed.json().at("/deliveryFee/amountMinor").asLong());
      assertThat(placed.at("/total/currency")).isEqualTo("INR");
      String order = placed.at("/id");
      try (Feed tracking = customer.listen("/v1/orders/%s/track".formatted(order))) {
        assertThat(tracking.next("status").get("status").asText()).isEqualTo("CONFIRMED");

        JsonNode offer = offers.next("offer");
        assertThat(offer.get("orders").get(0).asText()).isEqualTo(order);
        Answer accepted = Town.answer(rider, offer, "accept").expect(200);
        assertThat(accepted.at("/state")).isEqualTo("ACCEPTED");
        assertThat(Town.answer(rider, offer, "accept").expect(200).text())
            .isEqualTo(accepted.text());
        tracking.next("status", status("ASSIGNED"));
        rider
            .post(
                "/v1/riders/location",
                Town.position(150).replace("}", ",\"speedMps\":5.5,\"headingDegrees\":180}"))
            .expect(200);
        JsonNode position = tracking.next("position", p -> p.get("lat").asDouble() < 18.52176);
        assertThat(position.get("speedMps").asDouble()).isEqualTo(5.5);
        assertThat(position.get("headingDegrees").asDouble()).isEqualTo(180);
        assertThat(position.get("etaSeconds").asLong()).isPositive();

        town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
        tracking.next("status", status("READY"));
        String ride = "/v1/rides/" + offer.get("rideId").asText();
        assertThat(rider.post(ride + "/pickup", "").expect(200).at("/state"))
            .isEqualTo("PICKED_UP");
        rider.post(ride + "/pickup", "").expect(200);
        tracking.next("status", status("PICKED_UP"));
        assertThat(rider.get("/v1/rides/current").expect(200).at("/state")).isEqualTo("PICKED_UP");
        rider.put("/v1/riders/shift", "{\"online\":false}").expectProblem(409, "wrong-state");
        assertThat(rider.post(ride + "/deliver", "").expect(200).at("/state"))
            .isEqualTo("COMPLETED");
        rider.post(ride + "/deliver", "").expect(200);
        tracking.next("status", status("DELIVERED"));
        assertThat(tracking.awaitClose()).isEqualTo(1000);
        assertThat(tracking.messages("status").stream().map(m -> m.get("status").asText()))
            .containsExactly("CONFIRMED", "ASSIGNED", "READY", "PICKED_UP", "DELIVERED");
      }
      rider.get("/v1/rides/current").expect(204);
      assertThat(customer.get("/v1/orders/" + order).expect(200).at("/rider/id"))
          .isEqualTo(town.riderId("asha"));
      await().until(() -> payment(order).equals("CAPTURED"));
    }
    assertThat(eventsAreWhole()).isTrue();
  }

  @Test
  void declinedRide_goesToTheNextRider_andNotBack() {
    Town town = town("decline", "near", "far");
    Api near = town.online("near", 50);
    Api far = town.online("far", 800);
    try (Feed nearOffers = near.listen("/v1/riders/offers");
        Feed farOffers = far.listen("/v1/riders/offers")) {
      String order = town.order(town.customer("mira"));
      JsonNode first = nearOffers.next("offer");
      Town.answer(near, first, "decline").expect(200);
      Town.answer(near, first, "decline").expect(200);
      assertThat(Town.answer(near, first, "accept").expectProblem(409, "stale-offer").at("/reason"))
          .isEqualTo("declined");
      JsonNode second = farOffers.next("offer");
      assertThat(second.get("rideId")).isEqualTo(first.get("rideId"));
      assertThat(
              near.patch(
                      "/v1/rides/" + second.get("rideId").asText(),
                      "{\"action\":\"accept\",\"fencingToken\":\"99\"}")
                  .expectProblem(409, "stale-offer")
                  .at("/reason"))
          .isEqualTo("unknown-token");
      Town.answer(far, second, "accept").expect(200);
      assertThat(order(town, order).at("/rider/id")).isEqualTo(town.riderId("far"));
    }
  }

  @Test
  void offerThatNobodyAnswers_expires_andTheLateAcceptIsStale() {
    Town town = town("expiry", "near", "far");
    Api near = town.online("near", 50);
    Api far = town.online("far", 800);
    try (Feed nearOffers = near.listen("/v1/riders/offers");
        Feed farOffers = far.listen("/v1/riders/offers")) {
      town.order(town.customer("mira"));
      JsonNode missed = nearOffers.next("offer");
      JsonNode second = farOffers.next("offer");
      assertThat(Instant.parse(second.get("expiresAt").asText()))
          .isAfterOrEqualTo(Instant.parse(missed.get("expiresAt").asText()).plusSeconds(10));
      assertThat(
              Town.answer(near, missed, "accept").expectProblem(409, "stale-offer").at("/reason"))
          .isEqualTo("expired");
      Town.answer(far, second, "accept").expect(200);
      assertThat(Town.answer(near, missed, "accept").expectProblem(409, "stale-offer").at("/field"))
          .isEqualTo("fencingToken");
      long late = count("SELECT late_answers FROM offers WHERE rider_id = ?", "expiry-near");
      assertThat(late).isEqualTo(2);
    }
  }

  @Test
  void orderCancelledWhileItsRideIsHeldOut_withdrawsTheOffer() {
    Town town = town("cancel", "asha");
    Api rider = town.online("asha", 50);
    Api customer = town.customer("mira");
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      String order = town.order(customer);
      JsonNode offer = offers.next("offer");
      try (Feed tracking = customer.listen("/v1/orders/%s/track".formatted(order))) {
        assertThat(
                customer
                    .post("/v1/orders/%s/cancel".formatted(order), "")
                    .expect(200)
                    .at("/status"))
            .isEqualTo("CANCELLED");
        customer.post("/v1/orders/%s/cancel".formatted(order), "").expect(200);
        tracking.next("status", status("CANCELLED"));
        assertThat(tracking.awaitClose()).isEqualTo(1000);
      }
      JsonNode withdrawn = offers.next("withdrawn");
      assertThat(withdrawn.get("rideId")).isEqualTo(offer.get("rideId"));
      assertThat(withdrawn.get("fencingToken")).isEqualTo(offer.get("fencingToken"));
      assertThat(
              Town.answer(rider, offer, "accept").expectProblem(409, "stale-offer").at("/reason"))
          .isEqualTo("withdrawn");
      await().until(() -> payment(order).equals("VOIDED"));

      String next = town.order(customer);
      JsonNode fresh = offers.next("offer", o -> o.get("orders").get(0).asText().equals(next));
      assertThat(fresh.get("fencingToken").asLong())
          .isGreaterThan(offer.get("fencingToken").asLong());
      Town.answer(rider, fresh, "accept").expect(200);
      customer.post("/v1/orders/%s/cancel".formatted(next), "").expectProblem(409, "wrong-state");
    }
  }

  @Test
  void riderWhoDropsOut_isReplaced() {
    Town town = town("release", "near", "far");
    Api near = town.online("near", 50);
    Api far = town.online("far", 800);
    try (Feed nearOffers = near.listen("/v1/riders/offers");
        Feed farOffers = far.listen("/v1/riders/offers")) {
      String order = town.order(town.customer("mira"));
      JsonNode first = nearOffers.next("offer");
      Town.answer(near, first, "accept").expect(200);
      town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
      String ride = "/v1/rides/" + first.get("rideId").asText();
      near.post(ride + "/release", "").expect(200);
      near.post(ride + "/pickup", "").expectProblem(404, "not-found");
      JsonNode second = farOffers.next("offer");
      assertThat(second.get("rideId")).isEqualTo(first.get("rideId"));
      Town.answer(far, second, "accept").expect(200);
      Answer after = order(town, order);
      assertThat(after.at("/rider/id")).isEqualTo(town.riderId("far"));
      assertThat(after.at("/status")).isEqualTo("READY");
      near.put("/v1/riders/shift", "{\"online\":false}").expect(200);
      far.post(ride + "/pickup", "").expect(200);
      far.post(ride + "/release", "").expectProblem(409, "wrong-state");
    }
  }

  @Test
  void riderWhoGoesOffShiftWithAnOpenOffer_losesItToTheNext() {
    Town town = town("offline", "near", "far");
    Api near = town.online("near", 50);
    Api far = town.online("far", 800);
    try (Feed nearOffers = near.listen("/v1/riders/offers");
        Feed farOffers = far.listen("/v1/riders/offers")) {
      town.order(town.customer("mira"));
      JsonNode first = nearOffers.next("offer");
      assertThat(near.put("/v1/riders/shift", "{\"online\":false}").expect(200).at("/availability"))
          .isEqualTo("OFFLINE");
      nearOffers.next("withdrawn");
      Town.answer(near, first, "accept").expectProblem(409, "stale-offer");
      assertThat(near.post("/v1/riders/location", Town.position(40)).expect(200).at("/accepted"))
          .isEqualTo("false");
      Town.answer(far, farOffers.next("offer"), "accept").expect(200);
    }
  }

  @Test
  void foodThatIsReadyBeforeThereIsARider_isReadyOnceThereIsOne() {
    Town town = town("early", "asha");
    Api customer = town.customer("mira");
    String order = town.order(customer);
    Answer ready = town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
    assertThat(ready.at("/status")).isEqualTo("CONFIRMED");
    assertThat(ready.at("/readyAt")).isNotEmpty();
    Api rider = town.online("asha", 50);
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      JsonNode offer = offers.next("offer");
      assertThat(Town.answer(rider, offer, "accept").expect(200).at("/orders/0/status"))
          .isEqualTo("READY");
      assertThat(order(town, order).at("/readyAt")).isEqualTo(ready.at("/readyAt"));
    }
  }

  @Test
  void pickupBeforeTheRestaurantTapped_goesThroughReady() {
    Town town = town("untapped", "asha");
    Api rider = town.online("asha", 50);
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      String order = town.order(town.customer("mira"));
      JsonNode offer = offers.next("offer");
      Town.answer(rider, offer, "accept").expect(200);
      rider.post("/v1/rides/%s/pickup".formatted(offer.get("rideId").asText()), "").expect(200);
      assertThat(orderEvents(order))
          .containsExactly(
              "order.created",
              "order.confirmed",
              "order.assigned",
              "order.ready",
              "order.picked_up");
      assertThat(
              town.kitchen()
                  .post("/v1/orders/%s/ready".formatted(order), "")
                  .expect(200)
                  .at("/status"))
          .isEqualTo("PICKED_UP");
    }
  }

  @Test
  void appThatConnectsAgain_hearsOfItsOpenOffer_andTheOldConnectionEnds() {
    Town town = town("again", "asha");
    Api rider = town.online("asha", 50);
    town.order(town.customer("mira"));
    try (Feed first = rider.listen("/v1/riders/offers")) {
      JsonNode offer = first.next("offer");
      try (Feed second = rider.listen("/v1/riders/offers")) {
        assertThat(second.next("offer")).isEqualTo(offer);
        assertThat(first.awaitClose()).isEqualTo(4000);
        Town.answer(rider, offer, "accept").expect(200);
      }
    }
  }

  @Test
  void paymentThatIsRefused_cancelsTheOrder_andIsReplayedAsRefused() {
    Town town = town("refused");
    Api customer = town.customer("mira");
    String cart = town.cart(town.address(customer), "card-refused");
    Answer refused =
        customer
            .post("/v1/orders", cart, "Idempotency-Key", "k")
            .expectProblem(402, "payment-refused");
    Answer again = customer.post("/v1/orders", cart, "Idempotency-Key", "k").expect(402);
    assertThat(again.text()).isEqualTo(refused.text());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    Answer order = order(town, refused.at("/orderId"));
    assertThat(order.at("/status")).isEqualTo("CANCELLED");
    assertThat(order.at("/cancelReason")).isEqualTo("PAYMENT_REFUSED");
    assertThat(payment(refused.at("/orderId"))).isEqualTo("REFUSED");
  }

  @Test
  void paymentThatNeedsTheCustomer_isPendingAndThenConfirmed_andDispatched() {
    Town town = town("threeds", "asha");
    Api rider = town.online("asha", 50);
    Api customer = town.customer("mira");
    String cart = town.cart(town.address(customer), "card-3ds");
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      Answer pending = customer.post("/v1/orders", cart, "Idempotency-Key", "k").expect(202);
      assertThat(pending.at("/status")).isEqualTo("PAYMENT_PENDING");
      JsonNode offer = offers.next("offer");
      assertThat(offer.get("orders").get(0).asText()).isEqualTo(pending.at("/id"));
      Answer replayed = customer.post("/v1/orders", cart, "Idempotency-Key", "k").expect(202);
      assertThat(replayed.text()).isEqualTo(pending.text());
      Town.answer(rider, offer, "accept").expect(200);
    }
  }

  @Test
  void paymentOfWhichNobodyKnows_isPendingUntilTheGatewayTellsTheTruth() {
    Town town = town("unknown");
    Api customer = town.customer("mira");
    Answer pending = town.order(customer, "card-timeout").expect(202);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> order(town, pending.at("/id")).at("/status").equals("CONFIRMED"));
    assertThat(payment(pending.at("/id"))).isEqualTo("AUTHORIZED");
    assertThat(count("SELECT count(*) FROM payments WHERE order_id = ?", pending.at("/id")))
        .isEqualTo(1);
  }

  @Test
  void keyOfAnOrder_isOneOrderHoweverOftenItIsSent() {
    Town town = town("idempotent");
    Api customer = town.customer("mira");
    String cart = town.cart(town.address(customer), "card");
    List<Answer> answers = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> answers.add(customer.post("/v1/orders", cart, "Idempotency-Key", "k")));
      }
    }
    assertThat(answers).hasSize(8).allMatch(a -> a.status() == 201 || a.status() == 409);
    Answer last = customer.post("/v1/orders", cart, "Idempotency-Key", "k").expect(201);
    assertThat(answers.stream().filter(a -> a.status() == 201).map(Answer::text).distinct())
        .containsExactly(last.text());
    assertThat(
            answers.stream()
                .filter(a -> a.status() == 201)
                .filter(a -> a.headers().firstValue("Idempotent-Replayed").isEmpty()))
        .hasSize(1);
    assertThat(customer.get("/v1/orders").expect(200).json().at("/orders")).hasSize(1);
    assertThat(count("SELECT count(*) FROM orders WHERE customer_id = ?", town.name() + "-mira"))
        .isEqualTo(1);
  }

  private static Town town(String name, String... riders) {
    return Town.create(server.api(), name, riders);
  }

  private static Predicate<JsonNode> status(String status) {
    return message -> message.get("status").asText().equals(status);
  }

  private static Answer order(Town town, String id) {
    return town.ops().get("/v1/orders/" + id).expect(200);
  }

  private static String payment(String order) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT status FROM payments WHERE order_id = ? AND due IS NULL", order)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
  }

  private static long count(String sql, String argument) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, argument).mapTo(Long.class).one());
  }

  private static List<String> orderEvents(String order) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT type FROM outbox WHERE aggregateid = ? ORDER BY id", order)
                .mapTo(String.class)
                .list());
  }

  /** Each version of an order that was reached has one event. */
  private static boolean eventsAreWhole() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT bool_and(o.version = (
                      SELECT count(DISTINCT aggregate_version) FROM outbox e
                      WHERE e.aggregatetype = 'order' AND e.aggregateid = o.id)
                      AND o.version = (SELECT count(*) FROM outbox e
                      WHERE e.aggregatetype = 'order' AND e.aggregateid = o.id))
                    FROM orders o
                    """)
                .mapTo(Boolean.class)
                .one());
  }
}
