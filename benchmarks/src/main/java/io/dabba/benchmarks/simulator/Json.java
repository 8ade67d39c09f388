package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dabba.geo.GeoPoint;
import java.time.Instant;
import java.util.Optional;

/** JSON as the API has it. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads a JSON text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  static GeoPoint point(JsonNode node) {
    return new GeoPoint(node.path("lat").asDouble(), node.path("lng").asDouble());
  }

  static Optional<Instant> instant(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? Optional.of(Instant.parse(value.textValue())) : Optional.empty();
  }
}
