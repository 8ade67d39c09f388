package io.dabba.server.payments;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.json.JSONObject;

/**
 * A payment of an order at Razorpay, as fetched.
 *
 * @param captured whether it ever was
 * @param takeMinor so much of it is to be kept; the rest goes back
 * @param vpa whom a UPI collect asks
 */
record RazorpayPayment(
    String id,
    String status,
    long amountMinor,
    long refundedMinor,
    boolean captured,
    long takeMinor,
    Optional<String> vpa,
    Optional<String> error) {
  static final String KEY = "dabba_key";
  static final String TAKE = "dabba_take";
  static final String REFUND = "dabba_refund";

  /** From what says nothing of an order to what says most. */
  private static final List<String> STATUSES =
      List.of("failed", "created", "authorized", "refunded", "captured");

  static RazorpayPayment of(JSONObject json) {
    long amount = json.getLong("amount");
    JSONObject notes = json.optJSONObject("notes", new JSONObject());
    return new RazorpayPayment(
        json.getString("id"),
        json.getString("status"),
        amount,
        json.optLong("amount_refunded"),
        json.optBoolean("captured"),
        notes.optLong(TAKE, amount),
        Optional.ofNullable(json.optString("vpa", null)),
        Optional.ofNullable(json.optString("error_description", null)));
  }

  /** The one that counts: customers may fail before they succeed. */
  static Optional<RazorpayPayment> decisive(List<RazorpayPayment> payments) {
    return payments.stream()
        .max(Comparator.comparingInt(payment -> STATUSES.indexOf(payment.status())));
  }

  boolean isHeld() {
    return status.equals("authorized");
  }

  boolean isTaken() {
    return captured && (status.equals("captured") || status.equals("refunded"));
  }

  long restMinor() {
    return amountMinor - takeMinor;
  }
}
