package io.dabba.server.postgres;

import io.dabba.server.process.StartupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a PostgreSQL is: {@code jdbc:postgresql://host/db?user=..&password=..}, or {@code
 * postgres://user:password@host/db} as most platforms hand it out. Its text never shows a password.
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {
  private static final String JDBC = "jdbc:postgresql:";

  /**
   * Reads either form.
   *
   * @throws StartupException if the text is neither
   */
  public static DatabaseUrl parse(String text) {
    if (text.startsWith(JDBC)) {
      return new DatabaseUrl(text, Optional.empty(), Optional.empty());
    }
    if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
      throw new StartupException(
          "The database URL must begin with jdbc:postgresql: or postgres://, but begins with \""
              + text.substring(0, Math.min(text.length(), 12))
              + "\".");
    }
    try {
      URI uri = new URI(text);
      Optional<String> userInfo = Optional.ofNullable(uri.getRawUserInfo());
      return new DatabaseUrl(
          JDBC
              + "//"
              + uri.getHost()
              + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
              + uri.getRawPath()
              + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
          userInfo.map(info -> decoded(info.split(":", 2)[0])),
          userInfo.filter(info -> info.contains(":")).map(info -> decoded(info.split(":", 2)[1])));
    } catch (URISyntaxException e) {
      throw new StartupException("The database URL is not a URL: " + e.getReason() + ".", e);
    }
  }

  @Override
  public String toString() {
    return jdbcUrl.replaceFirst("\\?.*$", "");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
