package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An order as the server stored it.
 *
 * @param riderId empty if it has none
 */
public record OrderRecord(
    String id,
    String status,
    String riderId,
    Instant placedAt,
    Optional<Instant> readyAt,
    Optional<Instant> pickedUpAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> cancelledAt,
    String cancelReason,
    int offers) {

  static OrderRecord of(JsonNode node) {
    return new OrderRecord(
        node.path("id").asText(),
        node.path("status").asText(),
        node.path("riderId").asText(""),
        Instant.parse(node.path("placedAt").asText()),
        Json.instant(node, "readyAt"),
        Json.instant(node, "pickedUpAt"),
        Json.instant(node, "deliveredAt"),
        Json.instant(node, "cancelledAt"),
        node.path("cancelReason").asText(""),
        node.path("offers").asInt());
  }

  public boolean isOpen() {
    return !status.equals("DELIVERED") && !status.equals("CANCELLED");
  }
}
