package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.security.Role;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestGateway;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost between two lives of the server, whether it was stopped or killed. */
@Timeout(120)
class RestartTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory;
  private DatabaseUrl database;

  private TestGateway gateway;

  /** The gateway is outside, and does not stop with a server. */
  @BeforeEach
  void newDatabaseAndGateway() {
    database = SharedPostgres.newDatabase();
    gateway = TestGateway.start(directory.resolve("gateway"));
  }

  @AfterEach
  void stopGateway() {
    gateway.close();
  }

  @Test
  void orderThatHadNoRiderWhenTheServerStopped_findsOneAfterwards() {
    String order;
    Instant stopped;
    try (TestServer server = start()) {
      Town town = Town.create(server.api(), "pune", "asha");
      order = town.order(town.customer("mira"));
      await().until(() -> !order(server.api(), order).at("/rideId").isEmpty());
      stopped = now(server.api());
    }
    try (TestServer server = start(10)) {
      assertThat(now(server.api())).isBetween(stopped, stopped.plusSeconds(120));
      Town town = Town.existing(server.api(), "pune");
      Api rider = town.online("asha", 100);
      try (Feed offers = rider.listen("/v1/riders/offers")) {
        deliver(rider, accept(rider, offers, order));
      }
      assertSettled(server.api(), order);
    }
  }

  @Test
  void offerThatWasOpenWhenTheServerStopped_isToldAgainAndMayBeAccepted() {
    String order;
    JsonNode offer;
    try (TestServer server = start()) {
      Town town = Town.create(server.api(), "pune", "asha");
      Api rider = town.online("asha", 100);
      order = town.order(town.customer("mira"));
      try (Feed offers = rider.listen("/v1/riders/offers")) {
        offer = offers.next("offer");
      }
    }
    try (TestServer server = start()) {
      Api rider = Town.existing(server.api(), "pune").rider("asha");
      try (Feed offers = rider.listen("/v1/riders/offers")) {
        assertThat(offers.next("offer")).isEqualTo(offer);
      }
      Town.answer(rider, offer, "accept").expect(200);
      deliver(rider, offer);
      assertSettled(server.api(), order);
    }
  }

  @Test
  void offerThatWasOpenWhenTheServerStopped_expiresAfterwards_andTheRideGoesToTheNext() {
    JsonNode offer;
    try (TestServer server = start()) {
      Town town = Town.create(server.api(), "pune", "near", "far");
      Api near = town.online("near", 100);
      town.online("far", 800);
      town.order(town.customer("mira"));
      try (Feed offers = near.listen("/v1/riders/offers")) {
        offer = offers.next("offer");
      }
    }
    try (TestServer server = start(20)) {
      Town town = Town.existing(server.api(), "pune");
      Api far = town.online("far", 800);
      try (Feed offers = far.listen("/v1/riders/offers")) {
        assertThat(offers.next("offer").get("rideId")).isEqualTo(offer.get("rideId"));
      }
      Answer late = Town.answer(town.rider("near"), offer, "accept");
      assertThat(late.expectProblem(409, "stale-offer").at("/reason")).isEqualTo("expired");
    }
  }

  @Test
  void serverThatIsKilledBetweenOrderAndOffer_andAgainWithAnOpenOffer_goesOn() throws Exception {
    Files.writeString(
        Files.createDirectories(directory.resolve("data")).resolve("jwt.key"), Api.JWT_KEY);
    String order;
    Answer placed;
    try (ServerProcess server = run()) {
      Town town = Town.create(60, Api.at(server.awaitReady()), "pune", "asha");
      placed = town.order(town.customer("mira"), "card").expect(201);
      order = placed.at("/id");
      server.kill();
    }
    JsonNode offer;
    try (ServerProcess server = run()) {
      Api api = Api.at(server.awaitReady());
      assertThat(now(api)).isAfterOrEqualTo(Instant.parse(placed.at("/placedAt")));
      Town town = Town.existing(api, "pune");
      Api rider = town.online("asha", 100);
      try (Feed offers = rider.listen("/v1/riders/offers")) {
        // long before its time, so that the ride is due now
        town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
        offer = offers.next("offer");
      }
      server.kill();
    }
    try (ServerProcess server = run()) {
      Api api = Api.at(server.awaitReady());
      Instant opened = Instant.parse(offer.get("expiresAt").asText()).minusSeconds(10);
      assertThat(now(api)).isAfterOrEqualTo(opened);
      Api rider = Town.existing(api, "pune").rider("asha");
      try (Feed offers = rider.listen("/v1/riders/offers")) {
        assertThat(offers.next("offer")).isEqualTo(offer);
      }
      Town.answer(rider, offer, "accept").expect(200);
      deliver(rider, offer);
      assertSettled(api, order);
      server.terminate();
    }
  }

  @Test
  void serverThatIsKilledOnItsOwnDatabase_waitsForNoLeaseOfItself() throws Exception {
    Files.writeString(
        Files.createDirectories(directory.resolve("data")).resolve("jwt.key"), Api.JWT_KEY);
    String order;
    try (ServerProcess server = runAlone()) {
      Town town = Town.create(Api.at(server.awaitReady()), "pune", "asha");
      order = town.order(town.customer("mira"));
      server.kill();
    }
    try (ServerProcess server = runAlone()) {
      Town town = Town.existing(Api.at(server.awaitReady()), "pune");
      Api rider = town.online("asha", 100);
      try (Feed offers = rider.listen("/v1/riders/offers")) {
        deliver(rider, accept(rider, offers, order));
      }
      assertThat(
              town.ops()
                  .get("/v1/ops/live?city=pune")
                  .expect(200)
                  .json()
                  .at("/dispatch/epoch")
                  .asInt())
          .isEqualTo(2);
      server.terminate();
    }
  }

  /** With a lease so long that whoever waited for it would be found out. */
  private ServerProcess runAlone() throws Exception {
    return ServerProcess.run(
        directory,
        "serve",
        "--port",
        "0",
        "--data",
        "data",
        "--lease-seconds",
        "600",
        "--matcher",
        "greedy");
  }

  private TestServer start() {
    return start(1);
  }

  private TestServer start(double speed) {
    return TestServer.start(database, speed, NOON, gateway.settings());
  }

  private ServerProcess run() throws Exception {
    return ServerProcess.run(
        directory,
        "serve",
        "--port",
        "0",
        "--data",
        "data",
        "--matcher",
        "greedy",
        "--speed",
        "0.5",
        "--domain-start",
        NOON.toString(),
        "--database-url",
        database.jdbcUrl()
            + "?user=%s&password=%s"
                .formatted(database.user().orElseThrow(), database.password().orElseThrow()));
  }

  private static JsonNode accept(Api rider, Feed offers, String order) {
    JsonNode offer = offers.next("offer");
    assertThat(offer.at("/orders/0").asText()).isEqualTo(order);
    Town.answer(rider, offer, "accept").expect(200);
    return offer;
  }

  private static void deliver(Api rider, JsonNode offer) {
    String ride = "/v1/rides/" + offer.get("rideId").asText();
    rider.post(ride + "/pickup", "").expect(200);
    rider.post(ride + "/deliver", "").expect(200);
  }

  private static void assertSettled(Api api, String order) {
    assertThat(order(api, order).at("/status")).isEqualTo("DELIVERED");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          JsonNode audit = api.as(Role.OPS, "ops").get("/v1/ops/audit").expect(200).json();
          assertThat(audit.get("payments_unsettled").asInt()).isZero();
          assertThat(audit.get("outbox_unpublished").asInt()).isZero();
          assertThat(audit.get("double_booked_riders").asInt()).isZero();
          assertThat(audit.get("double_booked_orders").asInt()).isZero();
        });
  }

  private static Answer order(Api api, String id) {
    return api.as(Role.OPS, "ops").get("/v1/orders/" + id).expect(200);
  }

  private static Instant now(Api api) {
    return Instant.parse(api.as(Role.OPS, "ops").get("/v1/clock").expect(200).at("/now"));
  }
}
