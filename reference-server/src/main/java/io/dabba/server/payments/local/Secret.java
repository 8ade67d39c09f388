package io.dabba.server.payments.local;

import io.dabba.server.http.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What callers of the gateway have to know. */
record Secret(String value) {

  /** The handler, for those who send the secret as a bearer token. */
  Handler guards(Handler handler) {
    return (request, response) -> {
      if (!isKnown(request)) {
        throw Problem.of(
                401,
                "unauthenticated",
                "The secret is missing or wrong",
                "Send it as a bearer token")
            .exception()
            .header("WWW-Authenticate", "Bearer");
      }
      handler.handle(request, response);
    };
  }

  private boolean isKnown(ServerRequest request) {
    byte[] expected = ("Bearer " + value).getBytes(StandardCharsets.UTF_8);
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .filter(given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
