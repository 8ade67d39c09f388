package io.dabba.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/** Reads the header by which a client names a request that must count once. */
public final class IdempotencyKey {
  private static final HeaderName NAME = HeaderNames.create("Idempotency-Key");
  private static final int MAX_LENGTH = 255;

  private IdempotencyKey() {}

  /**
   * The key of a request.
   *
   * @throws ProblemException 400 if there is none, or it is not 1 to 255 printable ASCII characters
   */
  public static String of(ServerRequest request) {
    String key = request.headers().first(NAME).orElse("");
    boolean printable = key.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (key.isBlank() || key.length() > MAX_LENGTH || !printable) {
      throw Problem.invalidField(
              "Idempotency-Key",
              key,
              "The header Idempotency-Key must be 1 to %d printable ASCII characters"
                  .formatted(MAX_LENGTH))
          .exception();
    }
    return key;
  }
}
