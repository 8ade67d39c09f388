package io.dabba.server.payments;

import com.razorpay.RazorpayException;
import com.razorpay.Utils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.json.JSONException;
import org.json.JSONObject;

/** Webhooks of Razorpay: signed, and sent again for a day with the time of their first sending. */
final class RazorpayWebhooks {
  private static final Duration SENT_AGAIN_FOR = Duration.ofHours(24).plusMinutes(5);

  private RazorpayWebhooks() {}

  static Optional<Notice> verify(Webhook webhook, String secret, Instant wallNow) {
    String body = new String(webhook.body(), StandardCharsets.UTF_8);
    String signature = webhook.header("X-Razorpay-Signature").orElse("");
    Optional<String> id = webhook.header("X-Razorpay-Event-Id").filter(value -> !value.isBlank());
    try {
      if (id.isEmpty() || !Utils.verifyWebhookSignature(body, signature, secret)) {
        return Optional.empty();
      }
      JSONObject event = new JSONObject(body);
      Instant createdAt = Instant.ofEpochSecond(event.getLong("created_at"));
      return createdAt.plus(SENT_AGAIN_FOR).isBefore(wallNow)
          ? Optional.empty()
          : Optional.of(
              new Notice(
                  id.get(), key(event.getJSONObject("payload")), told(event.optString("event"))));
    } catch (RazorpayException | JSONException e) {
      return Optional.empty();
    }
  }

  private static Optional<Notice.Told> told(String event) {
    return switch (event) {
      case "payment.authorized" -> Optional.of(Notice.Told.AUTHORIZED);
      case "payment.captured" -> Optional.of(Notice.Told.CAPTURED);
      case "payment.failed" -> Optional.of(Notice.Told.REFUSED);
      default -> Optional.empty();
    };
  }

  private static Optional<String> key(JSONObject payload) {
    return Stream.of("payment", "order", "refund")
        .map(name -> payload.optQuery("/%s/entity/notes/%s".formatted(name, RazorpayPayment.KEY)))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }
}
