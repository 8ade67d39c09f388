package io.dabba.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.testkit.Town;

/**
 * What bad input is aimed at: Mira's address and orders in all states, an offer that is open to
 * Chand, and the one that Asha took; an event that was heard, and a webhook called hook.
 */
record Targets(
    Town town,
    String address,
    String addressOfNoor,
    String confirmed,
    String assigned,
    String delivered,
    JsonNode offer,
    JsonNode taken,
    long heard) {

  /** A cart that Mira could order. */
  String cart() {
    return cart("biryani", address, "card");
  }

  String cart(String item, String addressId, String payment) {
    return """
    {"restaurantId":"pune-kitchen","addressId":"%s","paymentMethod":"%s",\
    "items":[{"itemId":"%s","quantity":2}]}\
    """
        .formatted(addressId, payment, item);
  }
}
