package io.dabba.server.payments;

import com.stripe.net.Webhook.Signature;
import io.dabba.server.http.Json;
import io.dabba.server.payments.StandInServer.Call;
import io.dabba.server.payments.StandInServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stripe as its public documentation says it is (API reference: PaymentIntents, Refunds, Errors,
 * Idempotent requests; guide: Webhooks), as far as we use it.
 */
final class StripeStandIn implements Provider {
  static final String KEY = "sk_test_stand_in";
  static final String WEBHOOK_SECRET = "whsec_stand_in";

  private record Kept(Map<String, String> form, String path, Reply reply) {}

  private final StripeIntents intents = new StripeIntents();
  private final Map<String, Kept> kept = new HashMap<>();
  private final Set<String> running = new HashSet<>();
  private final StandInServer server;

  StripeStandIn() throws IOException {
    server = new StandInServer(this::answer);
  }

  StripeIntents intents() {
    return intents;
  }

  /** As Stripe does a day later. */
  synchronized void forgetIdempotencyKeys() {
    kept.clear();
  }

  private Reply answer(Call call) {
    if (!call.header("authorization").equals("Bearer " + KEY)) {
      return error(401, "invalid_request_error", "", "Invalid API Key provided");
    }
    if (!call.method().equals("POST")) {
      return intents.answer(call);
    }
    if (!call.header("content-type").startsWith("application/x-www-form-urlencoded")) {
      return error(400, "invalid_request_error", "", "The body is not form-encoded");
    }
    return once(call, call.header("idempotency-key"));
  }

  private Reply once(Call call, String key) {
    synchronized (this) {
      Kept before = kept.get(key);
      if (before != null) {
        return before.form().equals(call.form()) && before.path().equals(call.path())
            ? new Reply(
                before.reply().status(),
                before.reply().json(),
                Map.of("Idempotent-Replayed", "true"))
            : error(400, "idempotency_error", "", "Keys are of the same parameters only");
      }
      if (!running.add(key)) {
        return error(409, "idempotency_error", "idempotency_key_in_use", "It is in use");
      }
    }
    Reply reply = intents.answer(call);
    synchronized (this) {
      running.remove(key);
      kept.put(key, new Kept(call.form(), call.path(), reply));
    }
    return reply;
  }

  static Reply error(int status, String type, String code, String message) {
    return Reply.of(
        status, Map.of("error", Map.of("type", type, "code", code, "message", message)));
  }

  @Override
  public URI uri() {
    return server.uri();
  }

  @Override
  public PaymentGateway gateway(URI address, Duration timeout) {
    return gateway(address, timeout, Optional.of("https://app.example/back"));
  }

  StripeGateway gateway(URI address, Duration timeout, Optional<String> returnUrl) {
    return new StripeGateway(new StripeConfig(KEY, WEBHOOK_SECRET, address, returnUrl), timeout);
  }

  @Override
  public String method(Fate fate) {
    return switch (fate) {
      case APPROVED -> "pm_card_visa";
      case REFUSED -> "pm_card_visa_chargeDeclined";
      case ASKS_CUSTOMER -> "pm_card_authenticationRequired";
    };
  }

  @Override
  public void decide(Charge charge, boolean approve) {
    intents.decide(charge.key(), approve);
  }

  @Override
  public int charges(String key) {
    return intents.charges(key);
  }

  @Override
  public long keptMinor(String key) {
    return intents.keptMinor(key);
  }

  @Override
  public Webhook webhook(String eventId, String key, Instant sentAt) {
    return signed(WEBHOOK_SECRET, eventId, key, sentAt);
  }

  @Override
  public Webhook forged(String eventId, String key, Instant sentAt) {
    return signed("whsec_guessed", eventId, key, sentAt);
  }

  private static Webhook signed(String secret, String eventId, String key, Instant sentAt) {
    byte[] body =
        Json.bytes(
            Map.of(
                "id",
                eventId,
                "object",
                "event",
                "type",
                "payment_intent.amount_capturable_updated",
                "data",
                Map.of(
                    "object",
                    Map.of("object", "payment_intent", "metadata", Map.of("dabba_key", key)))));
    try {
      return new Webhook(
          Map.of(
              "stripe-signature",
              Signature.generateSignatureHeader(
                  new String(body, StandardCharsets.UTF_8), secret, sentAt.getEpochSecond())),
          body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
