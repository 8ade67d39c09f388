package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that plans its rides has a rider take what goes together, and only when he must. */
@Timeout(120)
class PlannedRidesServerTest {
  /** An offer lives for two and a half seconds. */
  private static final double SPEED = 4;

  /** So soon is the food ready that a rider is asked at once. */
  private static final int SOON = 5;

  /** In metres; a plan looks at riders beyond the radius of a first round too. */
  private static final double FAR = 3_200;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final DatabaseUrl URL = SharedPostgres.newDatabase();

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            URL, SPEED, Instant.parse("2026-11-22T12:00:00Z"), MatchingChoice.BALANCED);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Two orders of two customers, and the ride that each was given at first. */
  private record Pair(Town town, String first, String second, Map<String, String> rideOf) {
    static Pair ordered(Town town) {
      String first = town.order(town.customer("mira"));
      String second = town.order(town.customer("noor"));
      Pair pair =
          new Pair(
              town, first, second, Map.of(first, ride(town, first), second, ride(town, second)));
      assertThat(pair.rideOf.get(first)).isNotEqualTo(pair.rideOf.get(second));
      return pair;
    }

    private static String ride(Town town, String order) {
      return await()
          .atMost(PATIENCE)
          .until(() -> order(town, order).at("/rideId").asText(), ride -> !ride.isEmpty());
    }

    List<String> orders() {
      return List.of(first, second);
    }

    /** The one of the two first rides that is not the ride of the offer. */
    String joined(JsonNode offer) {
      String ride = offer.at("/rideId").asText();
      assertThat(rideOf.values()).contains(ride);
      return rideOf.values().stream().filter(id -> !id.equals(ride)).findFirst().orElseThrow();
    }

    JsonNode offerTo(String rider) {
      try (Feed offers = town.online(rider, 100).listen("/v1/riders/offers")) {
        return offers.next("offer", offer -> texts(offer.at("/orders")).containsAll(orders()));
      }
    }

    void areBroughtBy(String rider, JsonNode offer) {
      Api app = town.rider(rider);
      Town.answer(app, offer, "accept").expect(200);
      JsonNode current = app.get("/v1/rides/current").expect(200).json();
      assertThat(current.at("/id").asText()).isEqualTo(offer.at("/rideId").asText());
      assertThat(current.at("/orders").findValuesAsText("id"))
          .containsExactlyElementsOf(texts(offer.at("/orders")));
      assertThat(current.at("/dropoffs")).hasSize(2);

      String ride = "/v1/rides/" + offer.at("/rideId").asText();
      app.post(ride + "/pickup", "").expect(200);
      app.post(ride + "/deliver", "").expect(200);
      for (String order : orders()) {
        JsonNode delivered = order(town, order);
        assertThat(delivered.at("/status").asText()).isEqualTo("DELIVERED");
        assertThat(delivered.at("/rideId").asText()).isEqualTo(offer.at("/rideId").asText());
      }
      app.put("/v1/riders/shift", "{\"online\":false}").expect(200);
    }
  }

  @Test
  void ordersOfOneRestaurant_goWithOneRider_asOneRide() {
    Pair pair = Pair.ordered(Town.create(SOON, server.api(), "pune", "asha"));

    JsonNode offer = pair.offerTo("asha");
    String joined = pair.joined(offer);
    assertThat(status(joined)).isEqualTo("JOINED");
    pair.areBroughtBy("asha", offer);

    JsonNode main = explained(pair.town(), offer.at("/rideId").asText());
    assertThat(main.at("/ride/state").asText()).isEqualTo("COMPLETED");
    assertThat(texts(main.at("/ride/joined"))).containsExactly(joined);
    assertThat(main.at("/ride/orders")).hasSize(2);
    JsonNode other = explained(pair.town(), joined);
    assertThat(other.at("/ride/state").asText()).isEqualTo("JOINED");
    assertThat(other.at("/ride/joinedTo")).isEqualTo(offer.at("/rideId"));
    assertThat(other.at("/ride/orders")).isEmpty();
    assertThat(other.at("/offers")).isEmpty();
    assertAuditIsClean(pair.town());
  }

  @Test
  void bundleThatIsDeclined_goesWholeToTheNext() {
    Pair pair = Pair.ordered(Town.create(SOON, server.api(), "agra", "asha", "bala"));
    JsonNode declined = pair.offerTo("asha");
    Town.answer(pair.town().rider("asha"), declined, "decline").expect(200);

    JsonNode offer = pair.offerTo("bala");
    assertThat(offer.at("/rideId")).isEqualTo(declined.at("/rideId"));
    pair.areBroughtBy("bala", offer);

    JsonNode main = explained(pair.town(), offer.at("/rideId").asText());
    assertThat(main.at("/offers").findValuesAsText("state"))
        .containsExactly("DECLINED", "ACCEPTED");
    assertThat(status(pair.joined(offer))).isEqualTo("JOINED");
    assertAuditIsClean(pair.town());
  }

  @Test
  void rideThatWaitsForItsMoment_isNeitherStrandedNorOverdue_andIsOfferedThen() {
    Town town = Town.create(60, server.api(), "delhi", "asha", "bala");
    Api asha = town.online("asha", FAR);
    String order = town.order(town.customer("mira"));
    String ride = Pair.ride(town, order);
    long before = steps(town);
    town.rider("bala").put("/v1/riders/shift", "{\"online\":true}").expect(200);
    await().atMost(PATIENCE).until(() -> steps(town) > before);

    JsonNode waits = explained(town, ride);
    assertThat(waits.at("/ride/state").asText()).isEqualTo("PENDING");
    assertThat(waits.at("/ride/rounds").asInt()).isZero();
    assertThat(waits.at("/offers")).isEmpty();
    assertThat(waits.at("/nearby").findValuesAsText("standing")).containsExactly("FREE");
    assertThat(town.ops().get("/v1/ops/orders/overdue").expect(200).json().at("/orders")).isEmpty();
    assertAuditIsClean(town);

    try (Feed offers = asha.listen("/v1/riders/offers")) {
      town.online("asha", FAR);
      town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
      assertThat(offers.next("offer").at("/rideId").asText()).isEqualTo(ride);
    }
  }

  private static long steps(Town town) {
    return town.ops()
        .get("/v1/ops/live?city=" + town.name())
        .expect(200)
        .json()
        .at("/dispatch/steps")
        .asLong();
  }

  private static JsonNode order(Town town, String id) {
    return town.ops().get("/v1/orders/" + id).expect(200).json();
  }

  private static JsonNode explained(Town town, String ride) {
    return town.ops().get("/v1/ops/rides/%s/explain".formatted(ride)).expect(200).json();
  }

  private static String status(String ride) {
    try (Database database = Database.connect(URL)) {
      return database
          .jdbi()
          .withHandle(handle ->
              handle
                  .select("SELECT status FROM rides WHERE id = ?", ride)
                  .mapTo(String.class)
                  .one());
    }
  }

  private static void assertAuditIsClean(Town town) {
    JsonNode audit = town.ops().get("/v1/ops/audit").expect(200).json();
    Stream.of(
            "double_booked_riders",
            "double_booked_orders",
            "stranded_orders",
            "asked_again_after_decline")
        .forEach(figure ->
            assertThat(audit.path(figure).asInt(-1)).as("%s of %s", figure, audit).isZero());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
