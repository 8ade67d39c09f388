package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes at one PostgreSQL: one dispatches the city, the other stands by. */
@Timeout(180)
class TwoServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path directory;
  private Database database;
  private DatabaseUrl url;
  private ServerProcess first;
  private ServerProcess second;
  private Town atFirst;
  private Town atSecond;

  @BeforeEach
  void startBoth() throws IOException {
    url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    first = run("first");
    atFirst = Town.create(Api.at(first.awaitReady()), "pune", "asha", "bala", "chand");
    awaitEpoch(atFirst, 1);
    second = run("second");
    atSecond = Town.existing(Api.at(second.awaitReady()), "pune");
    await().atMost(PATIENCE).until(() -> second.errors().contains("standing by"));
  }

  @AfterEach
  void stopBoth() {
    first.close();
    second.close();
    database.close();
  }

  @Test
  void answersGivenAtTheStandby_count() {
    Api asha = atFirst.online("asha", 50);
    String order = atSecond.order(atSecond.customer("mira"));
    JsonNode offer = offerTo(asha, order);
    Town.answer(atSecond.rider("asha"), offer, "decline").expect(200);
    Town.answer(asha, offer, "accept").expectProblem(409, "stale-offer");

    JsonNode next = offerTo(atFirst.online("bala", 100), order);
    Town.answer(atSecond.rider("bala"), next, "accept").expect(200);

    assertThat(Town.answer(atFirst.rider("bala"), next, "accept").expect(200).at("/state"))
        .isEqualTo("ACCEPTED");
    await().atMost(PATIENCE).until(() -> live(atFirst).at("/dispatch/openSearches").asInt() == 0);
    atSecond.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
    String ride = "/v1/rides/" + next.get("rideId").asText();
    atSecond.rider("bala").post(ride + "/pickup", "").expect(200);
    atSecond.rider("bala").post(ride + "/deliver", "").expect(200);
    // the dispatcher has heard that he is free again
    String another = atSecond.order(atSecond.customer("mira"));
    assertThat(offerTo(atFirst.rider("bala"), another).get("orders")).hasSize(1);
    assertThat(live(atSecond).has("dispatch")).isFalse();
    assertThat(live(atSecond).get("owner")).isEqualTo(live(atFirst).get("owner"));
  }

  @Test
  void ownerThatIsPausedPastItsLease_storesNothingMore_andTakesOverWhenTheNextDies()
      throws Exception {
    Api asha = atFirst.online("asha", 50);
    String order = atFirst.order(atFirst.customer("mira"));
    JsonNode offer = offerTo(asha, order);
    first.pause();

    awaitEpoch(atSecond, 2);
    String meanwhile = atSecond.order(atSecond.customer("noor"));
    JsonNode ofSecond = offerTo(atSecond.online("bala", 100), meanwhile);
    Town.answer(atSecond.rider("bala"), ofSecond, "accept").expect(200);
    // the offer of the first is open still; the second lets it expire and asks another
    JsonNode again = offerTo(atSecond.online("chand", 200), order);
    assertThat(again.get("rideId")).isEqualTo(offer.get("rideId"));
    String before = ofEpochOne();
    first.resume();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(first.errors()).contains("standing by"));
    // paused within a transaction, it finds that PostgreSQL has broken it off
    assertThat(first.errors())
        .containsAnyOf("epoch 1 of city pune is over", "dispatch of city pune failed");
    assertThat(ofEpochOne()).isEqualTo(before);
    assertThat(
            text(
                """
                SELECT count(*) FROM offers
                WHERE epoch = 1
                  AND opened_at >= (SELECT min(opened_at) FROM offers WHERE epoch = 2)
                """))
        .isEqualTo("0");
    assertThat(text("SELECT count(*) FROM offers WHERE epoch NOT IN (1, 2)")).isEqualTo("0");
    assertThat(text("SELECT string_agg(rider_id, ' ') FROM offers WHERE status = 'OPEN'"))
        .isEqualTo("pune-chand");
    Town.answer(asha, offer, "accept").expectProblem(409, "stale-offer");
    Town.answer(atFirst.rider("chand"), again, "accept").expect(200);
    JsonNode audit = atFirst.ops().get("/v1/ops/audit").expect(200).json();
    assertThat(audit.get("double_booked_riders").asInt()).isZero();
    assertThat(audit.get("double_booked_orders").asInt()).isZero();

    second.kill();
    awaitEpoch(atFirst, 3);
    String last = atFirst.order(atFirst.customer("mira"));
    asha.post("/v1/riders/location", Town.position(60)).expect(200);
    assertThat(offerTo(asha, last).get("fencingToken").asLong())
        .isGreaterThan(offer.get("fencingToken").asLong());
    assertThat(text("SELECT max(epoch) FROM offers")).isEqualTo("3");
  }

  private ServerProcess run(String name) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    Files.writeString(
        Files.createDirectories(home.resolve("data")).resolve("jwt.key"), Api.JWT_KEY);
    return ServerProcess.run(
        home,
        "serve",
        "--port",
        "0",
        "--data",
        "data",
        "--lease-seconds",
        "2",
        "--matcher",
        "greedy",
        "--database-url",
        url.jdbcUrl()
            + "?user=%s&password=%s"
                .formatted(url.user().orElseThrow(), url.password().orElseThrow()));
  }

  private static void awaitEpoch(Town town, int epoch) {
    await().atMost(PATIENCE).until(() -> live(town).at("/dispatch/epoch").asInt() == epoch);
  }

  private static JsonNode live(Town town) {
    return town.ops().get("/v1/ops/live?city=pune").expect(200).json();
  }

  private static JsonNode offerTo(Api rider, String order) {
    try (Feed offers = rider.listen("/v1/riders/offers")) {
      return offers.next("offer", offer -> offer.at("/orders/0").asText().equals(order));
    }
  }

  /** Everything that is stored under the first epoch. */
  private String ofEpochOne() {
    return text(
        """
        SELECT (SELECT count(*) FROM offers WHERE epoch = 1) || ' offers, '
            || (SELECT count(*) FROM decisions WHERE epoch = 1) || ' decisions'
        """);
  }

  private String text(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).one());
  }
}
