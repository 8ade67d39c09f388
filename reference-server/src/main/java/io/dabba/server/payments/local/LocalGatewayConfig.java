package io.dabba.server.payments.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a local gateway runs.
 *
 * @param port 0 for one that is free
 * @param directory where its journal is
 * @param secret what callers send as a bearer token, and what webhooks are signed under
 * @param customerActsAfter when a customer who is asked approves by himself; empty for never
 */
public record LocalGatewayConfig(
    String host, int port, Path directory, String secret, Optional<Duration> customerActsAfter) {
  /** What the demo's customers take. */
  public static final Duration CUSTOMER_ACTS_AFTER = Duration.ofSeconds(1);

  public LocalGatewayConfig {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("secret is blank");
    }
  }

  /** On a free port of this machine alone, with customers who act. */
  public static LocalGatewayConfig embedded(Path directory, String secret) {
    return new LocalGatewayConfig(
        "127.0.0.1", 0, directory, secret, Optional.of(CUSTOMER_ACTS_AFTER));
  }

  @Override
  public String toString() {
    return "LocalGatewayConfig[%s:%d %s]".formatted(host, port, directory);
  }
}
