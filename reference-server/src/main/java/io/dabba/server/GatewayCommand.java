package io.dabba.server;

import io.dabba.server.payments.local.GatewaySecret;
import io.dabba.server.payments.local.LocalGatewayConfig;
import io.dabba.server.payments.local.LocalGatewayServer;
import io.dabba.server.process.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a local gateway as a process of its own. */
final class GatewayCommand {
  private static final String DATA = "dabba-gateway";
  private static final long LONGEST_CUSTOMER_MILLIS = 3_600_000;

  private GatewayCommand() {}

  static LocalGatewayConfig parse(List<String> arguments, Map<String, String> environment) {
    Options options =
        Options.parse(arguments, List.of("host", "port", "data", "secret", "customer-millis"));
    int port = options.value("port", Integer::valueOf, "a number").orElse(8090);
    if (port < 0 || port > 65_535) {
      throw new StartupException("Option --port must be from 0 to 65535, not " + port + ".");
    }
    long customerMillis =
        options
            .value("customer-millis", Long::valueOf, "a number")
            .orElse(LocalGatewayConfig.CUSTOMER_ACTS_AFTER.toMillis());
    if (customerMillis < 0 || customerMillis > LONGEST_CUSTOMER_MILLIS) {
      throw new StartupException(
          "Option --customer-millis must be from 0 to %d, not %d."
              .formatted(LONGEST_CUSTOMER_MILLIS, customerMillis));
    }
    Path data = Path.of(options.text("data").orElse(DATA));
    Optional<String> secret =
        options
            .text("secret")
            .or(() -> Optional.ofNullable(environment.get(GatewaySecret.VARIABLE)))
            .filter(value -> !value.isBlank());
    return new LocalGatewayConfig(
        options.text("host").orElse("127.0.0.1"),
        port,
        data,
        GatewaySecret.load(data, secret),
        Optional.of(customerMillis).filter(millis -> millis > 0).map(Duration::ofMillis));
  }

  /** Answers until the process ends. */
  static void run(LocalGatewayConfig config) throws InterruptedException {
    LocalGatewayServer server = LocalGatewayServer.start(config);
    Thread stop = new Thread(server::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(stop);
    System.out.printf(
        "Gateway is ready: %s (data %s)%n",
        server.uri(), config.directory().toAbsolutePath().normalize());
    System.out.flush();
    stop.join();
  }
}
