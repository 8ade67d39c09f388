package io.dabba.server.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.geo.CityId;
import java.time.Instant;

/**
 * One row of the outbox.
 *
 * @param id its place in the order of one aggregate's events
 * @param aggregateVersion the version of the aggregate that the event made
 * @param type such as {@code order.confirmed}
 */
public record OutboxEvent(
    long id,
    String aggregateType,
    String aggregateId,
    long aggregateVersion,
    CityId cityId,
    String type,
    Instant occurredAt,
    JsonNode payload) {}
