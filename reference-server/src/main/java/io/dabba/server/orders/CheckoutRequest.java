package io.dabba.server.orders;

import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a customer asks for; amounts are computed here and never taken from a body. */
record CheckoutRequest(
    String restaurantId, List<Item> items, String addressId, String paymentMethod) {
  private static final int MAX_LINES = 50;
  private static final int MAX_QUANTITY = 50;

  CheckoutRequest {
    items = List.copyOf(items);
  }

  record Item(String itemId, int quantity) {}

  static CheckoutRequest read(JsonBody body) {
    return new CheckoutRequest(
        body.string("restaurantId", 64),
        body.list(
            "items",
            MAX_LINES,
            item -> new Item(item.string("itemId", 64), item.integer("quantity", 1, MAX_QUANTITY))),
        body.string("addressId", 64),
        body.string("paymentMethod", 40));
  }

  /** The same for the same request, and for no other. */
  String fingerprint() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(Json.bytes(this)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
