package io.dabba.server.payments.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header that says when a webhook was sent and proves who sent it: {@code t=SECONDS,v1=HEX},
 * the second being the HMAC-SHA256 of the seconds, a dot and the body.
 */
public final class WebhookSignature {
  public static final String HEADER = "dabba-signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

  private WebhookSignature() {}

  static String sign(String secret, Instant now, byte[] body) {
    long seconds = now.getEpochSecond();
    return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(mac(secret, seconds, body)));
  }

  /** Whether the header was made under the secret, within the tolerance of now. */
  public static boolean holds(
      String header, String secret, byte[] body, Instant now, Duration tolerance) {
    Matcher parts = FORM.matcher(header);
    if (!parts.matches()) {
      return false;
    }
    long seconds = Long.parseLong(parts.group(1));
    return Math.abs(now.getEpochSecond() - seconds) <= tolerance.toSeconds()
        && MessageDigest.isEqual(
            HexFormat.of().parseHex(parts.group(2)), mac(secret, seconds, body));
  }

  private static byte[] mac(String secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
