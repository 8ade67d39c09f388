package io.dabba.server.checkout;

import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;

/**
 * Why a cart cannot be ordered: each a 422 of its own type, which names the field and the value.
 */
final class Refusals {
  private Refusals() {}

  static ProblemException unknownRestaurant(String id) {
    return of("unknown-restaurant", "There is no such restaurant", "restaurantId", id);
  }

  static ProblemException restaurantClosed(String id) {
    return of("restaurant-closed", "The restaurant is closed", "restaurantId", id);
  }

  static ProblemException unknownAddress(String id) {
    return of("unknown-address", "You have no such address", "addressId", id);
  }

  static ProblemException outOfRange(String addressId) {
    return of(
        "out-of-delivery-range",
        "The restaurant does not deliver that far",
        "addressId",
        addressId);
  }

  static ProblemException unknownPaymentMethod(String method) {
    return of("unknown-payment-method", "There is no such payment method", "paymentMethod", method);
  }

  static ProblemException emptyCart() {
    return of("empty-cart", "An order has at least one item", "items", "[]");
  }

  static ProblemException unknownItem(int index, String itemId) {
    return of(
        "unknown-item", "The item is not on the menu", "items[%d].itemId".formatted(index), itemId);
  }

  static ProblemException itemUnavailable(int index, String itemId) {
    return of(
        "item-unavailable",
        "The item is not available now",
        "items[%d].itemId".formatted(index),
        itemId);
  }

  static ProblemException priceChanged(int index, long shown, Dish now) {
    return problem(
            "price-changed",
            "The item is not what was shown any more",
            "items[%d].version".formatted(index),
            shown)
        .with("version", now.version())
        .with("priceMinor", now.priceMinor())
        .exception();
  }

  static ProblemException invalidOption(int index, String value, String why) {
    return of("invalid-option", why, "items[%d].options".formatted(index), value);
  }

  static ProblemException belowMinimum(long itemsMinor, long minimumMinor) {
    return problem(
            "below-minimum",
            "The restaurant takes orders from %d on".formatted(minimumMinor),
            "items",
            itemsMinor)
        .with("minimumMinor", minimumMinor)
        .exception();
  }

  static ProblemException nothingToPay() {
    return problem(
            "nothing-to-pay", "There is nothing to pay, and no gateway takes that", "items", 0L)
        .exception();
  }

  static ProblemException promotionNotValid(String code, String why) {
    return of(
        "promotion-not-valid",
        "The promotion does not count: %s".formatted(why),
        "promotionCode",
        code);
  }

  private static ProblemException of(String slug, String detail, String field, String value) {
    return problem(slug, detail, field, value).exception();
  }

  private static Problem problem(String slug, String detail, String field, Object value) {
    return Problem.of(422, slug, "The order is not possible", detail)
        .with("field", field)
        .with("value", value);
  }
}
