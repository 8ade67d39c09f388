package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ops do to a city that runs. */
@Timeout(60)
class OpsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(SharedPostgres.newDatabase(), 5, Instant.parse("2026-11-22T12:00:00Z"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void positionsThatAreForgotten_comeAgainWithTheNextPings_andThoseOfOtherCitiesStay() {
    Town town = Town.create(server.api(), "pune", "asha", "bala");
    Town other = Town.create(server.api(), "agra", "dev");
    Api asha = town.online("asha", 100);
    town.online("bala", 200);
    other.online("dev", 100);

    town.ops().call("DELETE", "/v1/ops/cities/pune/positions", "").expect(204);

    assertThat(riders(town)).isEmpty();
    assertThat(riders(other)).hasSize(1);
    asha.post("/v1/riders/location", Town.position(100)).expect(200);
    assertThat(riders(town).findValuesAsText("id")).containsExactly("pune-asha");
    try (Feed offers = asha.listen("/v1/riders/offers")) {
      String order = town.order(town.customer("mira"));
      assertThat(offers.next("offer").at("/orders/0").asText()).isEqualTo(order);
    }
  }

  private static JsonNode riders(Town town) {
    return town.ops().get("/v1/ops/live?city=" + town.name()).expect(200).json().at("/riders");
  }
}
