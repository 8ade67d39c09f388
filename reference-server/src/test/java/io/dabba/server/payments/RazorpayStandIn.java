package io.dabba.server.payments;

import com.razorpay.RazorpayException;
import com.razorpay.Utils;
import io.dabba.server.http.Json;
import io.dabba.server.payments.StandInServer.Call;
import io.dabba.server.payments.StandInServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Razorpay as its public documentation says it is (Orders, Payments, S2S JSON, Refunds, Webhooks),
 * as far as we use it.
 */
final class RazorpayStandIn implements Provider {
  static final String KEY_ID = "rzp_test_stand_in";
  static final String KEY_SECRET = "secret";
  static final String WEBHOOK_SECRET = "webhook-secret";

  private final RazorpayOrders orders = new RazorpayOrders();
  private final StandInServer server;

  RazorpayStandIn() throws IOException {
    server = new StandInServer(this::answer);
  }

  RazorpayOrders orders() {
    return orders;
  }

  private Reply answer(Call call) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((KEY_ID + ":" + KEY_SECRET).getBytes(StandardCharsets.UTF_8));
    return call.header("authorization").equals(expected)
        ? orders.answer(call)
        : error(401, "Authentication failed");
  }

  static Reply error(int status, String description) {
    return Reply.of(
        status, Map.of("error", Map.of("code", "BAD_REQUEST_ERROR", "description", description)));
  }

  @Override
  public URI uri() {
    return server.uri();
  }

  @Override
  public PaymentGateway gateway(URI address, Duration timeout) {
    return new RazorpayGateway(config(KEY_SECRET, address), timeout);
  }

  static RazorpayConfig config(String secret, URI address) {
    return new RazorpayConfig(
        KEY_ID, secret, WEBHOOK_SECRET, address, RazorpayConfig.EMAIL, RazorpayConfig.CONTACT);
  }

  @Override
  public String method(Fate fate) {
    return switch (fate) {
      case APPROVED -> "rzp:cust_1:token_good";
      case REFUSED -> "rzp:cust_1:token_poor";
      case ASKS_CUSTOMER -> "upi:asha@okbank";
    };
  }

  @Override
  public void decide(Charge charge, boolean approve) {
    orders.decide(charge.key(), approve);
  }

  @Override
  public int charges(String key) {
    return orders.charges(key);
  }

  @Override
  public long keptMinor(String key) {
    return orders.keptMinor(key);
  }

  @Override
  public Webhook webhook(String eventId, String key, Instant sentAt) {
    return signed(WEBHOOK_SECRET, eventId, key, sentAt);
  }

  @Override
  public Webhook forged(String eventId, String key, Instant sentAt) {
    return signed("guessed", eventId, key, sentAt);
  }

  private static Webhook signed(String secret, String eventId, String key, Instant sentAt) {
    byte[] body =
        Json.bytes(
            Map.of(
                "entity",
                "event",
                "event",
                "payment.authorized",
                "created_at",
                sentAt.getEpochSecond(),
                "payload",
                Map.of(
                    "payment",
                    Map.of("entity", Map.of("id", "pay_1", "notes", Map.of("dabba_key", key))))));
    try {
      return new Webhook(
          Map.of(
              "x-razorpay-event-id",
              eventId,
              "x-razorpay-signature",
              Utils.getHash(new String(body, StandardCharsets.UTF_8), secret)),
          body);
    } catch (RazorpayException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
