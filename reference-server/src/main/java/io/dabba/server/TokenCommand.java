package io.dabba.server;

import io.dabba.server.process.StartupException;
import io.dabba.server.security.JwtKey;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.dabba.server.security.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues a token for development under the key of a data directory; the server need not run. */
final class TokenCommand {
  private TokenCommand() {}

  static String issue(List<String> arguments, Map<String, String> environment) {
    Options options = Options.parse(arguments, List.of("role", "subject", "hours", "data"));
    Role role =
        Role.find(options.requiredText("role"))
            .orElseThrow(() ->
                new StartupException("Option --role must be customer, rider, restaurant or ops."));
    int hours = options.value("hours", Integer::valueOf, "a number").orElse(12);
    if (hours < 1 || hours > 24 * 365) {
      throw new StartupException("Option --hours must be from 1 to 8760, not " + hours + ".");
    }
    Principal principal =
        options
            .value(
                "subject",
                subject -> new Principal(subject, role),
                "1 to 64 printable ASCII characters")
            .orElseThrow(() -> new StartupException("Option --subject is missing."));
    byte[] key =
        JwtKey.load(
            Path.of(options.text("data").orElse(ServerConfig.DATA)),
            Optional.ofNullable(environment.get(JwtKey.VARIABLE))
                .filter(value -> !value.isBlank()));
    return new Tokens(key, InstantSource.system()).issue(principal, Duration.ofHours(hours));
  }
}
