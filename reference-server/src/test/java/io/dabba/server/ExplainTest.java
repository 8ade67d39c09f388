package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ops are told why dispatch did what it did. */
@Timeout(60)
class ExplainTest {
  /** An offer lives for two and a half seconds. */
  private static final double SPEED = 4;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            SharedPostgres.newDatabase(), SPEED, Instant.parse("2026-11-22T12:00:00Z"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void ride_isExplainedByItsOffers_andByWhoIsNearNow() {
    Town town =
        Town.create(server.api(), "pune", "no", "late", "asked", "free", "outside", "gone", "old");
    Api no = town.online("no", 50);
    town.online("late", 300);
    town.online("free", 900);
    town.online("outside", 3_400);
    town.online("gone", 10).put("/v1/riders/shift", "{\"online\":false}").expect(200);
    town.rider("old").put("/v1/riders/shift", "{\"online\":true}").expect(200);
    Instant now = Instant.parse(town.ops().get("/v1/clock").expect(200).at("/now"));
    town.rider("old")
        .post(
            "/v1/riders/location",
            Town.position(20).replace("}", ",\"at\":\"%s\"}".formatted(now.minusSeconds(100))))
        .expect(200);
    Api asked = town.online("asked", 600);
    try (Feed offers = no.listen("/v1/riders/offers");
        Feed last = asked.listen("/v1/riders/offers")) {
      town.order(town.customer("mira"));
      JsonNode offer = offers.next("offer");
      Town.answer(no, offer, "decline").expect(200);
      last.next("offer");

      JsonNode told =
          town.ops()
              .get("/v1/ops/rides/%s/explain".formatted(offer.get("rideId").asText()))
              .expect(200)
              .json();

      assertThat(told.at("/ride/state").asText()).isEqualTo("OFFERED");
      assertThat(told.at("/ride/orders")).hasSize(1);
      assertThat(told.at("/offers").findValuesAsText("state"))
          .containsExactly("DECLINED", "EXPIRED", "OPEN");
      assertThat(told.at("/offers").findValuesAsText("riderId"))
          .startsWith("pune-no")
          .contains("pune-late", "pune-asked");
      assertThat(told.at("/offers/0/epoch").asLong()).isPositive();
      JsonNode first = told.at("/offers/0/decision");
      assertThat(first.at("/chosen").asText()).isEqualTo("pune-no");
      assertThat(first.at("/considered/0/verdict").asText()).isEqualTo("CHOSEN");
      assertThat(first.at("/considered/1/verdict").asText()).isEqualTo("COSTS_MORE");
      assertThat(first.at("/considered/0/acceptanceRate").asDouble()).isEqualTo(0.8);
      assertThat(first.at("/considered/0/cost").asDouble())
          .isLessThan(first.at("/considered/1/cost").asDouble());
      assertThat(told.at("/offers/1/decision/notAsked").toString()).isEqualTo("[\"pune-no\"]");
      assertThat(standings(told))
          .isEqualTo(
              Map.of(
                  "pune-old", "POSITION_TOO_OLD",
                  "pune-no", "DECLINED",
                  "pune-late", "LET_IT_PASS",
                  "pune-asked", "OFFERED",
                  "pune-free", "FREE",
                  "pune-outside", "OUT_OF_RADIUS"));
    }
    town.ops().get("/v1/ops/rides/unknown/explain").expectProblem(404, "not-found");
  }

  @Test
  void dispatchOfACity_isShownLive_andAsMetrics() {
    Town town = Town.create(server.api(), "agra", "dev");
    Api dev = town.online("dev", 100);
    try (Feed offers = dev.listen("/v1/riders/offers")) {
      town.order(town.customer("mira"));
      offers.next("offer");
    }
    await().until(() -> live(town).at("/dispatch/offers").asInt() == 1);

    JsonNode dispatch = live(town).at("/dispatch");
    assertThat(dispatch.at("/epoch").asInt()).isOne();
    assertThat(dispatch.at("/openSearches").asInt()).isOne();
    assertThat(dispatch.at("/steps").asInt()).isPositive();
    assertThat(dispatch.at("/degraded").asBoolean()).isFalse();
    assertThat(live(town).at("/owner").asText()).isNotEmpty();
    String metrics = server.api().get("/metrics").expect(200).text();
    assertThat(metrics)
        .contains("# TYPE dabba_dispatch_offers_total counter\n")
        .contains("dabba_dispatch_offers_total{city=\"agra\"} 1.0\n")
        .contains("dabba_dispatch_epoch{city=\"agra\"} 1.0\n");
    assertThat(metrics.lines().filter(line -> line.startsWith("dabba_dispatch_")))
        .isNotEmpty()
        .allMatch(line -> line.matches("dabba_dispatch_[a-z_]+\\{city=\"\\w+\"} [0-9.E-]+"));
  }

  private static JsonNode live(Town town) {
    return town.ops().get("/v1/ops/live?city=" + town.name()).expect(200).json();
  }

  private static Map<String, String> standings(JsonNode explanation) {
    Map<String, String> standings = new TreeMap<>();
    explanation
        .at("/nearby")
        .forEach(r -> standings.put(r.get("riderId").asText(), r.get("standing").asText()));
    return standings;
  }
}
