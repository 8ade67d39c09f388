package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.lifecycle.Lifecycle;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.ride.RideLifecycle;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The server makes every transition of the lifecycles on its real ways, and no other: PostgreSQL
 * notes each change of a status.
 */
@Timeout(120)
class LifecycleCoverageTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** Slow enough for a rider's app to answer, and so fast that a search soon finds nobody. */
  private static final double SLOW = 4;

  private static final double FAST = 600;

  /** A ride whose orders are cancelled while it is held out is taken back first: PENDING. */
  private static final Set<String> NOT_MADE = Set.of("OFFERED to CANCELLED");

  private final DatabaseUrl url = SharedPostgres.newDatabase();

  @Test
  void everyTransitionOfTheTables_isMade_andNoOther() throws SQLException {
    try (Database database = Database.connect(url)) {
      noteTransitions(database);
      try (TestServer server = TestServer.start(url, SLOW, NOON)) {
        payments(server.api());
        answers(server.api());
        cancellations(server.api());
      }
      try (TestServer server = TestServer.start(url, FAST, NOON)) {
        findNobody(server.api());
      }
      try (TestServer server = TestServer.start(url, SLOW, NOON, MatchingChoice.BALANCED)) {
        goTogether(server.api());
      }
      assertThat(seen(database, "orders")).isEqualTo(transitions(OrderLifecycle.TABLE));
      Set<String> ofRides = transitions(RideLifecycle.TABLE);
      ofRides.removeAll(NOT_MADE);
      assertThat(seen(database, "rides")).isEqualTo(ofRides);
    }
  }

  private static void payments(Api api) {
    Town town = Town.create(api, "payments");
    Api mira = town.customer("mira");
    town.order(mira, "card-refused").expect(402);
    String pending = town.order(mira, "card-3ds").expect(202).at("/id");
    mira.post("/v1/orders/%s/cancel".formatted(pending), "").expect(200);
    String confirmed = town.order(mira, "card-3ds").expect(202).at("/id");
    awaitStatus(town, confirmed, "CONFIRMED");
    awaitRide(town, confirmed);
    mira.post("/v1/orders/%s/cancel".formatted(confirmed), "").expect(200);
  }

  /** Declined, taken and given back before and after the food is ready, and at last delivered. */
  private static void answers(Api api) {
    Town town = Town.create(api, "answers", "a", "b", "c", "d");
    String order = town.order(town.customer("mira"));
    JsonNode offer = offerTo(town, "a", order);
    Town.answer(town.rider("a"), offer, "decline").expect(200);
    town.rider("a").put("/v1/riders/shift", "{\"online\":false}").expect(200);
    String ride = "/v1/rides/" + offer.get("rideId").asText();
    Town.answer(town.rider("b"), offerTo(town, "b", order), "accept").expect(200);
    town.rider("b").post(ride + "/release", "").expect(200);
    Town.answer(town.rider("c"), offerTo(town, "c", order), "accept").expect(200);
    town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
    town.rider("c").post(ride + "/release", "").expect(200);
    Town.answer(town.rider("d"), offerTo(town, "d", order), "accept").expect(200);
    town.rider("d").post(ride + "/pickup", "").expect(200);
    town.rider("d").post(ride + "/deliver", "").expect(200);
    awaitStatus(town, order, "DELIVERED");
  }

  /** By ops, while a rider has the ride and at each point of his way. */
  private static void cancellations(Api api) {
    Town town = Town.create(api, "cancellations", "a");
    for (String step : new String[] {"", "ready", "pickup"}) {
      String order = town.order(town.customer("mira"));
      JsonNode offer = offerTo(town, "a", order);
      Api rider = town.rider("a");
      Town.answer(rider, offer, "accept").expect(200);
      if (step.equals("ready")) {
        town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
      } else if (step.equals("pickup")) {
        rider.post("/v1/rides/%s/pickup".formatted(offer.get("rideId").asText()), "").expect(200);
      }
      town.ops().post("/v1/orders/%s/cancel".formatted(order), "").expect(200);
    }
  }

  private static void findNobody(Api api) {
    Town town = Town.create(api, "nobody");
    String order = town.order(town.customer("mira"));
    awaitStatus(town, order, "CANCELLED");
    assertThat(order(town, order).at("/cancelReason").asText()).isEqualTo("NO_RIDER");
    JsonNode failed =
        town.ops().get("/v1/ops/live?city=nobody").expect(200).json().at("/failedRides");
    assertThat(failed).hasSize(1);
    assertThat(failed.at("/0/restaurantId").asText()).isEqualTo(town.restaurant());
    assertThat(failed.at("/0/reason").asText()).isIn("TIME_OVER", "ROUNDS_OVER");
  }

  private static void goTogether(Api api) {
    Town town = Town.create(5, api, "together", "a");
    String first = town.order(town.customer("mira"));
    String second = town.order(town.customer("noor"));
    Set<String> rides = Set.of(awaitRide(town, first), awaitRide(town, second));
    assertThat(rides).hasSize(2);
    Api app = town.online("a", 100);
    try (Feed offers = app.listen("/v1/riders/offers")) {
      offers.next("offer", offer -> offer.at("/orders").size() == 2);
    }
  }

  private static String awaitRide(Town town, String order) {
    return await().until(() -> order(town, order).at("/rideId").asText(), ride -> !ride.isEmpty());
  }

  private static JsonNode offerTo(Town town, String rider, String order) {
    Api app = town.online(rider, 100);
    try (Feed offers = app.listen("/v1/riders/offers")) {
      return offers.next("offer", offer -> offer.at("/orders/0").asText().equals(order));
    }
  }

  private static void awaitStatus(Town town, String order, String status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> order(town, order).at("/status").asText().equals(status));
  }

  private static JsonNode order(Town town, String id) {
    return town.ops().get("/v1/orders/" + id).expect(200).json();
  }

  private static Set<String> transitions(Lifecycle<?> table) {
    return table.transitions().stream()
        .map(transition -> transition.from() + " to " + transition.to())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> seen(Database database, String table) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT DISTINCT transition FROM seen WHERE kind = ?", table)
                .mapTo(String.class)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void noteTransitions(Database database) throws SQLException {
    database
        .jdbi()
        .useHandle(handle -> {
          try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(
                """
                CREATE TABLE seen (kind text NOT NULL, transition text NOT NULL);
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO seen VALUES (TG_TABLE_NAME, OLD.status || ' to ' || NEW.status);
                  RETURN NULL;
                END $$;
                CREATE TRIGGER see AFTER UPDATE ON orders FOR EACH ROW
                WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION see();
                CREATE TRIGGER see AFTER UPDATE ON rides FOR EACH ROW
                WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION see();
                """);
          }
        });
  }
}
