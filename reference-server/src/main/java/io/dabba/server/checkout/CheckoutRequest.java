package io.dabba.server.checkout;

import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a customer asks for. Amounts are computed here and never taken from a body; only the tip is
 * the customer's to say.
 */
record CheckoutRequest(
    String restaurantId,
    List<Item> items,
    String addressId,
    String paymentMethod,
    Optional<String> promotionCode,
    long tipMinor) {
  static final int MAX_LINES = 50;
  static final int MAX_QUANTITY = 50;
  private static final int MAX_CHOICES = 50;
  private static final long MAX_TIP_MINOR = 100_000_000;

  CheckoutRequest {
    items = List.copyOf(items);
  }

  /**
   * @param version of the menu item that the customer was shown; empty for the one of now
   */
  record Item(String itemId, int quantity, OptionalLong version, List<Choice> options) {
    Item {
      options = List.copyOf(options);
    }
  }

  record Choice(String groupId, String choiceId) {}

  static CheckoutRequest read(JsonBody body) {
    return new CheckoutRequest(
        body.string("restaurantId", 64),
        body.list("items", MAX_LINES, CheckoutRequest::item),
        body.string("addressId", 64),
        body.string("paymentMethod", 100),
        body.optionalString("promotionCode", 64),
        body.optionalLong("tipMinor", 0, MAX_TIP_MINOR).orElse(0));
  }

  private static Item item(JsonBody item) {
    return new Item(
        item.string("itemId", 64),
        item.integer("quantity", 1, MAX_QUANTITY),
        item.optionalLong("version", 1, Long.MAX_VALUE),
        item.optionalList(
            "options",
            MAX_CHOICES,
            option -> new Choice(option.string("groupId", 64), option.string("choiceId", 64))));
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
