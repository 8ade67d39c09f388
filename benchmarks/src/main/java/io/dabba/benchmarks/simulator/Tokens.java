package io.dabba.benchmarks.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Mints the tokens of the simulated people: JWT (RFC 7519), HS256, with the server's own key. */
public final class Tokens {
  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
  private static final Duration VALID_FOR = Duration.ofHours(24);

  private final SecretKeySpec key;
  private final InstantSource wallTime;

  /**
   * @param wallTime as tokens expire in wall time
   */
  public Tokens(byte[] key, InstantSource wallTime) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.wallTime = wallTime;
  }

  /** Tokens under the key of a file that holds it in base64. */
  public static Tokens fromFile(Path file) throws IOException {
    String text = Files.readString(file).strip().replace('-', '+').replace('_', '/');
    return new Tokens(Base64.getMimeDecoder().decode(text), InstantSource.system());
  }

  /**
   * A token.
   *
   * @param role customer, rider, restaurant or ops
   * @param subject the id of who bears it, without characters that JSON escapes
   */
  public String mint(String role, String subject) {
    Instant now = wallTime.instant();
    String claims =
        "{\"iss\":\"dabba\",\"sub\":\"%s\",\"role\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(subject, role, now.getEpochSecond(), now.plus(VALID_FOR).getEpochSecond());
    String signed = HEADER + "." + base64(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64_URL.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA256", e);
    }
  }

  private static String base64(String text) {
    return BASE64_URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
