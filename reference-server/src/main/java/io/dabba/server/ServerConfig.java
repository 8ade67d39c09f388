package io.dabba.server;

import io.dabba.server.images.ImageUrls;
import io.dabba.server.payments.GatewaySettings;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.process.StartupException;
import io.dabba.server.security.JwtKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one server runs, from its command line and environment.
 *
 * @param databaseUrl the PostgreSQL to use in place of the embedded one
 * @param speed how much faster than wall time domain time goes; anchored on the first start
 * @param domainStart when domain time begins; counts on the first start only
 * @param lease how long a city that this process dispatches is kept without a word of it
 * @param jwtKey the key of tokens, base64, in place of the file
 * @param gateways who moves the money
 * @param images where clients find the images that the server holds
 * @param searchCache how many restaurants the answers to searches that are kept for a minute may
 *     hold together; 0 for none
 * @param matching how riders are found
 */
public record ServerConfig(
    String host,
    int port,
    Path data,
    Optional<DatabaseUrl> databaseUrl,
    Optional<Double> speed,
    Optional<Instant> domainStart,
    Duration lease,
    Optional<String> jwtKey,
    GatewaySettings gateways,
    ImageUrls images,
    int searchCache,
    MatchingChoice matching) {

  static final String DATA = "dabba-data";
  static final Duration LEASE = Duration.ofSeconds(5);
  static final int SEARCH_CACHE = 500_000;
  private static final int LARGEST_SEARCH_CACHE = 100_000_000;
  private static final double FASTEST = 10_000;
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new StartupException("Option --port must be from 0 to 65535, not " + port + ".");
    }
    if (speed.filter(value -> !(value > 0 && value <= FASTEST)).isPresent()) {
      throw new StartupException(
          "Option --speed must be more than 0 and at most "
              + (int) FASTEST
              + ", not "
              + speed.get()
              + ".");
    }
    if (searchCache < 0 || searchCache > LARGEST_SEARCH_CACHE) {
      throw new StartupException(
          "Option --search-cache must be from 0 to %d, not %d."
              .formatted(LARGEST_SEARCH_CACHE, searchCache));
    }
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      throw new StartupException(
          "Option --lease-seconds must be from %d to %d, not %d."
              .formatted(SHORTEST_LEASE.toSeconds(), LONGEST_LEASE.toSeconds(), lease.toSeconds()));
    }
  }

  /**
   * Reads the options of {@code serve}.
   *
   * @throws StartupException if one is unknown or not valid
   */
  public static ServerConfig parse(List<String> arguments, Map<String, String> environment) {
    Options options =
        Options.parse(
            arguments,
            List.of(
                "host",
                "port",
                "data",
                "database-url",
                "speed",
                "domain-start",
                "lease-seconds",
                "gateway",
                "gateway-timeout-seconds",
                "image-base",
                "search-cache",
                "matcher",
                "weights"));
    return new ServerConfig(
        options.text("host").orElse("127.0.0.1"),
        options.value("port", Integer::valueOf, "a number").orElse(8080),
        Path.of(options.text("data").orElse(DATA)),
        options
            .text("database-url")
            .or(() -> given(environment, "DABBA_DATABASE_URL"))
            .or(() -> given(environment, "DATABASE_URL"))
            .map(DatabaseUrl::parse),
        options.value("speed", Double::valueOf, "a number"),
        options.value("domain-start", Instant::parse, "an instant such as 2026-11-22T12:00:00Z"),
        options
            .value("lease-seconds", Integer::valueOf, "a number")
            .map(Duration::ofSeconds)
            .orElse(LEASE),
        given(environment, JwtKey.VARIABLE),
        GatewaySettings.parse(
            options.text("gateway"), options.text("gateway-timeout-seconds"), environment),
        options
            .value(
                "image-base",
                base -> ImageUrls.of(URI.create(base)),
                "an address such as https://images.example.com")
            .orElse(ImageUrls.HERE),
        options.value("search-cache", Integer::valueOf, "a number").orElse(SEARCH_CACHE),
        MatchingChoice.parse(options.text("matcher"), options.text("weights")));
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
