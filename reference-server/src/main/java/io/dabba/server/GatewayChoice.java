package io.dabba.server;

import io.dabba.server.process.StartupException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Which payment gateway a server uses. */
public sealed interface GatewayChoice {
  /** The environment's variable for the secret of a gateway. */
  String SECRET = "DABBA_GATEWAY_SECRET";

  /** A local gateway within the server, with its charges in the data directory. */
  record Embedded() implements GatewayChoice {}

  /** Approves everything in this process and remembers nothing; for benchmarks. */
  record Instant() implements GatewayChoice {}

  /** A local gateway that is a process of its own. */
  record Local(URI address, String secret) implements GatewayChoice {
    @Override
    public String toString() {
      return "Local[" + address + "]";
    }
  }

  /**
   * Reads what stands after {@code --gateway}.
   *
   * @throws StartupException if it is none of these, or has no secret
   */
  static GatewayChoice parse(String text, Map<String, String> environment) {
    if (text.equals("embedded")) {
      return new Embedded();
    }
    if (text.equals("instant")) {
      return new Instant();
    }
    if (!text.startsWith("http://") && !text.startsWith("https://")) {
      throw new StartupException(
          "Option --gateway must be embedded, instant or the address of a local gateway, not \"%s\"."
              .formatted(text));
    }
    String secret =
        Optional.ofNullable(environment.get(SECRET))
            .filter(value -> !value.isBlank())
            .orElseThrow(() ->
                new StartupException("A gateway's address needs its secret in " + SECRET + "."));
    return new Local(URI.create(text), secret);
  }
}
