package io.dabba.server.riders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rider may say when he will go; a shift does not end by itself. */
@Timeout(60)
class ShiftRoutesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final double SLOW = 0.02;

  @Test
  void endOfAShift_isSaidBack_untilItIsTakenBackOrTheShiftIsOver() {
    try (TestServer server = TestServer.start(SharedPostgres.newDatabase(), SLOW, NOON)) {
      Api asha = Town.create(server.api(), "pune", "asha").rider("asha");

      JsonNode shift =
          change(asha, "{\"online\":true,\"endsAt\":\"2026-11-22T18:00:00.1234567Z\"}");
      assertThat(shift.at("/endsAt").asText()).isEqualTo("2026-11-22T18:00:00.123456Z");
      assertThat(shift.at("/availability").asText()).isEqualTo("AVAILABLE");
      assertThat(
              change(asha, "{\"online\":true,\"endsAt\":\"2026-11-23T11:59:59Z\"}")
                  .at("/endsAt")
                  .asText())
          .as("up to a day ahead")
          .isEqualTo("2026-11-23T11:59:59Z");
      assertThat(change(asha, "{\"online\":true,\"endsAt\":null}").has("endsAt")).isFalse();
      change(asha, "{\"online\":true,\"endsAt\":\"2026-11-22T18:00:00Z\"}");
      assertThat(change(asha, "{\"online\":false}").has("endsAt")).isFalse();
      assertThat(change(asha, "{\"online\":true}").has("endsAt")).isFalse();
    }
  }

  @Test
  void endThatIsPastOrTooFarAhead_isRefused_byItsFieldAndValue() {
    try (TestServer server = TestServer.start(SharedPostgres.newDatabase(), SLOW, NOON)) {
      Api asha = Town.create(server.api(), "pune", "asha").rider("asha");
      for (String endsAt : new String[] {"2026-11-22T12:00:00Z", "2026-11-24T12:00:00Z"}) {
        JsonNode problem =
            asha.put("/v1/riders/shift", "{\"online\":true,\"endsAt\":\"%s\"}".formatted(endsAt))
                .expect(400)
                .json();
        assertThat(problem.at("/field").asText()).isEqualTo("endsAt");
        assertThat(problem.at("/value").asText()).isEqualTo(endsAt);
      }
    }
  }

  private static JsonNode change(Api rider, String body) {
    return rider.put("/v1/riders/shift", body).expect(200).json();
  }
}
