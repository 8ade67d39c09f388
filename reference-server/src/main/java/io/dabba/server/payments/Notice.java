package io.dabba.server.payments;

import java.util.Optional;

/**
 * That something happened to a payment; what, the gateway is asked. So it may come late, twice and
 * out of order.
 *
 * @param eventId the gateway's id of the event, at most 255 characters, the same each time it is
 *     sent
 * @param key our key of the payment; empty if the event is about none of ours
 */
public record Notice(String eventId, Optional<String> key) {}
