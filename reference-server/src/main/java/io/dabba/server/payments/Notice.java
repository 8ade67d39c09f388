package io.dabba.server.payments;

import java.util.Optional;

/**
 * That something happened to a payment. How it stands now, the gateway is asked, unless it is known
 * already to stand as the notice tells: so it may come late, twice and out of order.
 *
 * @param eventId the gateway's id of the event, at most 255 characters, the same each time it is
 *     sent
 * @param key our key of the payment; empty if the event is about none of ours
 * @param told how the payment stood then, if the event says only that
 */
public record Notice(String eventId, Optional<String> key, Optional<Told> told) {
  /** How a payment stands, as an event tells it. */
  public enum Told {
    AUTHORIZED,
    CAPTURED,
    VOIDED,
    REFUSED
  }
}
