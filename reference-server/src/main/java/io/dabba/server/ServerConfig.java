package io.dabba.server;

import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.process.StartupException;
import io.dabba.server.security.JwtKey;
import java.nio.file.Path;
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
 * @param jwtKey the key of tokens, base64, in place of the file
 */
public record ServerConfig(
    String host,
    int port,
    Path data,
    Optional<DatabaseUrl> databaseUrl,
    Optional<Double> speed,
    Optional<Instant> domainStart,
    Optional<String> jwtKey) {

  static final String DATA = "dabba-data";
  private static final double FASTEST = 10_000;

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
  }

  /**
   * Reads the options of {@code serve}.
   *
   * @throws StartupException if one is unknown or not valid
   */
  public static ServerConfig parse(List<String> arguments, Map<String, String> environment) {
    Options options =
        Options.parse(
            arguments, List.of("host", "port", "data", "database-url", "speed", "domain-start"));
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
        given(environment, JwtKey.VARIABLE));
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
