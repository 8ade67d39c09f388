package io.dabba.server.payments;

import com.razorpay.Entity;
import com.razorpay.Order;
import com.razorpay.Payment;
import com.razorpay.RazorpayClient;
import com.razorpay.RazorpayException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.json.JSONArray;
import org.json.JSONObject;

/** What is asked of Razorpay. Thread-safe. */
final class RazorpayCalls {
  private static final int RECEIPT_LENGTH = 40;

  /** An order of ours there, and its payments. */
  record FoundOrder(String id, List<RazorpayPayment> payments) {}

  private final RazorpayConfig config;
  private final RazorpayHttp http;
  private final RazorpayClient client;

  RazorpayCalls(RazorpayConfig config, Duration timeout) {
    this.config = config;
    this.http = new RazorpayHttp(config.url(), timeout);
    try {
      this.client = new RazorpayClient(config.keyId(), config.keySecret());
    } catch (RazorpayException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By its reference, or by our key; of several the oldest. */
  Optional<FoundOrder> find(GatewayPayment payment) throws RazorpayRefusal, RazorpayException {
    if (payment.reference().isPresent()) {
      String id = payment.reference().get();
      List<Payment> payments = http.call(() -> client.orders.fetchPayments(id));
      return Optional.of(
          new FoundOrder(
              id, payments.stream().map(Entity::toJson).map(RazorpayPayment::of).toList()));
    }
    return findByKey(payment.charge());
  }

  Optional<FoundOrder> findByKey(Charge charge) throws RazorpayRefusal, RazorpayException {
    JSONObject query =
        new JSONObject()
            .put("receipt", receipt(charge.key()))
            .put("count", 100)
            .put("expand[]", "payments");
    List<Order> orders = http.call(() -> client.orders.fetchAll(query));
    return orders.stream()
        .map(Entity::toJson)
        .min(
            Comparator.<JSONObject>comparingLong(order -> order.optLong("created_at"))
                .thenComparing(order -> order.getString("id")))
        .map(order -> new FoundOrder(order.getString("id"), payments(order)));
  }

  private static List<RazorpayPayment> payments(JSONObject order) {
    JSONArray items = order.getJSONObject("payments").getJSONArray("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> RazorpayPayment.of((JSONObject) item))
        .toList();
  }

  String createOrder(Charge charge) throws RazorpayRefusal, RazorpayException {
    JSONObject order =
        new JSONObject()
            .put("amount", charge.amountMinor())
            .put("currency", charge.currency())
            .put("receipt", receipt(charge.key()))
            .put("payment_capture", false)
            .put("notes", new JSONObject().put(RazorpayPayment.KEY, charge.key()));
    Order created = http.call(() -> client.orders.create(order));
    return created.toJson().getString("id");
  }

  /** Asks the customer's UPI app; what comes back has the payment's id, and maybe a link. */
  JSONObject payByUpi(Charge charge, String order, JSONObject upi)
      throws RazorpayRefusal, RazorpayException {
    JSONObject payment = payment(charge, order).put("method", "upi").put("upi", upi);
    return http.call(() -> client.payments.createUpi(payment)).toJson();
  }

  JSONObject payByToken(Charge charge, String order, String customer, String token)
      throws RazorpayRefusal, RazorpayException {
    JSONObject payment =
        payment(charge, order)
            .put("method", "card")
            .put("customer_id", customer)
            .put("token", token);
    return http.call(() -> client.payments.createJsonPayment(payment)).toJson();
  }

  /** With the facts of a browser that Razorpay wants and nobody gives us. */
  private JSONObject payment(Charge charge, String order) {
    return new JSONObject()
        .put("amount", charge.amountMinor())
        .put("currency", charge.currency())
        .put("order_id", order)
        .put("email", config.email())
        .put("contact", config.contact())
        .put("ip", "127.0.0.1")
        .put("referer", "https://dabba.io")
        .put("user_agent", "Dabba")
        .put("notes", new JSONObject().put(RazorpayPayment.KEY, charge.key()));
  }

  /** Notes how much of a payment is to be kept, before more than that is taken. */
  void noteTake(Charge charge, String payment, long takeMinor)
      throws RazorpayRefusal, RazorpayException {
    JSONObject notes =
        new JSONObject()
            .put(RazorpayPayment.KEY, charge.key())
            .put(RazorpayPayment.TAKE, takeMinor);
    http.call(() -> client.payments.edit(payment, new JSONObject().put("notes", notes)));
  }

  /** Takes all of it: Razorpay takes no part. */
  void capture(Charge charge, RazorpayPayment payment) throws RazorpayRefusal, RazorpayException {
    JSONObject request =
        new JSONObject().put("amount", payment.amountMinor()).put("currency", charge.currency());
    http.call(() -> client.payments.capture(payment.id(), request));
  }

  Optional<JSONObject> findRefund(String payment, String refundKey)
      throws RazorpayRefusal, RazorpayException {
    List<com.razorpay.Refund> refunds =
        http.call(
            () -> client.payments.fetchAllRefunds(payment, new JSONObject().put("count", 100)));
    return refunds.stream()
        .map(Entity::toJson)
        .filter(refund ->
            refund
                .optJSONObject("notes", new JSONObject())
                .optString(RazorpayPayment.REFUND)
                .equals(refundKey))
        .findFirst();
  }

  JSONObject refund(Charge charge, String payment, Refund refund)
      throws RazorpayRefusal, RazorpayException {
    JSONObject request =
        new JSONObject()
            .put("amount", refund.amountMinor())
            .put(
                "notes",
                new JSONObject()
                    .put(RazorpayPayment.KEY, charge.key())
                    .put(RazorpayPayment.REFUND, refund.key()));
    String once = digest(payment + ":" + refund.key());
    return http.call(Optional.of(once), () -> client.payments.refund(payment, request)).toJson();
  }

  /** Razorpay's receipts are shorter than our keys may be. */
  static String receipt(String key) {
    return key.length() <= RECEIPT_LENGTH ? key : digest(key);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, RECEIPT_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
