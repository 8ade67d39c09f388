package io.dabba.server.webhooks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.dabba.server.http.Json;
import java.time.Instant;

/**
 * An event that a webhook is owed.
 *
 * @param attempts how often it has been posted in vain
 */
record Delivery(long event, int attempts, Body body) {

  /**
   * What is posted; the same bytes each time.
   *
   * @param id tells the event from every other, however often it comes
   * @param data the payload as JSON
   */
  @JsonPropertyOrder({
    "id",
    "type",
    "occurredAt",
    "aggregateType",
    "aggregateId",
    "aggregateVersion",
    "cityId",
    "data"
  })
  record Body(
      String id,
      String type,
      Instant occurredAt,
      String aggregateType,
      String aggregateId,
      long aggregateVersion,
      String cityId,
      @JsonRawValue String data) {

    byte[] bytes() {
      return Json.bytes(this);
    }
  }
}
