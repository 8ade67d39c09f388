package io.dabba.server.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that events are signed with for one subscriber, as the Standard Webhooks specification
 * writes it: {@code whsec_} and 24 to 64 bytes in base64. Its text as a record never shows it.
 */
record WebhookSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int GENERATED_BYTES = 32;

  WebhookSecret {
    int length = text.startsWith(PREFIX) ? bytes(text).length : 0;
    if (length < 24 || length > 64) {
      throw new IllegalArgumentException("must be whsec_ and the base64 of 24 to 64 bytes");
    }
  }

  static WebhookSecret generate() {
    byte[] bytes = new byte[GENERATED_BYTES];
    RANDOM.nextBytes(bytes);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /** The value of {@code webhook-signature}. */
  String sign(String id, long timestampSeconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(text), "HmacSHA256"));
      mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return PREFIX + "...";
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }
}
