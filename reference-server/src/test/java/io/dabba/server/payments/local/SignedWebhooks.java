package io.dabba.server.payments.local;

import io.dabba.server.http.Json;
import io.dabba.server.payments.Webhook;
import java.time.Instant;
import java.util.Map;

/** Webhooks as the local gateway sends them, at any time. */
public final class SignedWebhooks {
  private SignedWebhooks() {}

  public static Webhook of(String secret, String eventId, String key, Instant sentAt) {
    byte[] body =
        Json.bytes(
            new WebhookSender.Event(
                eventId, "charge.updated", sentAt, key, "ch_1", LocalCharge.State.AUTHORIZED));
    return new Webhook(
        Map.of(WebhookSignature.HEADER, WebhookSignature.sign(secret, sentAt, body)), body);
  }
}
