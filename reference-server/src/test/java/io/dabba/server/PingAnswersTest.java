package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rider's app is told after a ping. */
@Timeout(60)
class PingAnswersTest {
  private static TestServer server;
  private static Town town;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(SharedPostgres.newDatabase(), 1, Instant.parse("2026-11-22T12:00:00Z"));
    town = Town.create(server.api(), "pune", "asha", "balu", "chand");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode ping(Api app, String fields) {
    return app.post("/v1/riders/location", Town.position(10).replace("}", fields + "}"))
        .expect(200)
        .json();
  }

  @Test
  void anAppThatSaysSpeedAndHeading_waitsLong_andIsToldWhatEndsTheWait() {
    Api app = town.online("asha", 10);

    JsonNode answer = ping(app, ",\"speedMps\":8,\"headingDegrees\":90");

    assertThat(answer.at("/accepted").asBoolean()).isTrue();
    assertThat(answer.at("/nextPingSeconds").asDouble()).isEqualTo(15);
    assertThat(answer.at("/early/afterSeconds").asDouble()).isEqualTo(1);
    assertThat(answer.at("/early/offWayMeters").asDouble()).isEqualTo(25);
    assertThat(answer.at("/early/turnDegrees").asDouble()).isEqualTo(45);
    assertThat(answer.at("/early/movingMps").asDouble()).isEqualTo(1);
  }

  @Test
  void anAppThatDoesNot_pingsOften() {
    Api app = town.online("balu", 10);

    assertThat(ping(app, ",\"speedMps\":5.5").at("/nextPingSeconds").asDouble()).isEqualTo(4);
    assertThat(ping(app, ",\"speedMps\":0").at("/nextPingSeconds").asDouble()).isEqualTo(30);
  }

  @Test
  void aPingThatDoesNotCount_isToldWhy_andOfNoWay() {
    Api app = town.rider("chand");
    app.put("/v1/riders/shift", "{\"online\":true}").expect(200);
    Instant now = Instant.parse(town.ops().get("/v1/clock").expect(200).at("/now"));

    JsonNode old = ping(app, ",\"at\":\"%s\"".formatted(now.minusSeconds(600)));
    JsonNode nowhere = app.post("/v1/riders/location", "{\"lat\":0,\"lng\":0}").expect(200).json();

    assertThat(old.at("/reason").asText()).isEqualTo("too-old");
    assertThat(nowhere.at("/reason").asText()).isEqualTo("no-position");
    assertThat(nowhere.at("/accepted").asBoolean()).isFalse();
    assertThat(nowhere.has("early")).isFalse();
  }
}
