package io.dabba.benchmarks.bench.orders;

import io.dabba.server.postgres.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How to reach the PostgreSQL that a running server brought along. */
record EmbeddedAddress(int port, String user, String password) {
  private static final String USER = "dabba";
  private static final int LINE_OF_PORT = 3;

  /** Of the server with this data directory. */
  static EmbeddedAddress of(Path data) throws IOException {
    String port =
        Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(LINE_OF_PORT).strip();
    return new EmbeddedAddress(
        Integer.parseInt(port), USER, Files.readString(data.resolve("postgres.password")).strip());
  }

  /** One of its databases. */
  DatabaseUrl database(String name) {
    return new DatabaseUrl(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name),
        Optional.of(user),
        Optional.of(password));
  }
}
