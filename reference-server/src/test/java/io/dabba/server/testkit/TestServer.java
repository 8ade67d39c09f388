package io.dabba.server.testkit;

import io.dabba.server.DabbaServer;
import io.dabba.server.MatchingChoice;
import io.dabba.server.ServerConfig;
import io.dabba.server.images.ImageUrls;
import io.dabba.server.payments.GatewaySettings;
import io.dabba.server.postgres.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A whole server in this process, on a database of the shared PostgreSQL. */
public final class TestServer implements AutoCloseable {
  /** The embedded one, which nobody waits long for. */
  private static final GatewaySettings GATEWAYS =
      new GatewaySettings(
          new GatewaySettings.Own.Embedded(),
          Duration.ofSeconds(2),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final double GUARANTEED_ORDERS_PER_HOUR = 1.5;

  private final DabbaServer server;
  private final Path data;
  private final DatabaseUrl database;

  private TestServer(DabbaServer server, Path data, DatabaseUrl database) {
    this.server = server;
    this.data = data;
    this.database = database;
  }

  /** Starts one whose domain time begins at the instant, if the database has none yet. */
  public static TestServer start(DatabaseUrl database, double speed, Instant domainStart) {
    return start(database, speed, domainStart, GATEWAYS);
  }

  /** The same with a payment gateway of the test's. */
  public static TestServer start(
      DatabaseUrl database, double speed, Instant domainStart, GatewaySettings gateways) {
    return start(database, speed, domainStart, gateways, 0, MatchingChoice.GREEDY);
  }

  /** One that finds riders that way; all others are greedy. */
  public static TestServer start(
      DatabaseUrl database, double speed, Instant domainStart, MatchingChoice matching) {
    return start(database, speed, domainStart, GATEWAYS, 0, matching);
  }

  /** One that keeps answers to searches. */
  public static TestServer startWithSearchCache(DatabaseUrl database, Instant domainStart) {
    return start(database, 1, domainStart, GATEWAYS, 10_000, MatchingChoice.GREEDY);
  }

  private static TestServer start(
      DatabaseUrl database,
      double speed,
      Instant domainStart,
      GatewaySettings gateways,
      int searchCache,
      MatchingChoice matching) {
    try {
      Path data = Files.createTempDirectory("dabba-server");
      return new TestServer(
          DabbaServer.start(
              new ServerConfig(
                  "127.0.0.1",
                  0,
                  data,
                  Optional.of(database),
                  Optional.of(speed),
                  Optional.of(domainStart),
                  Duration.ofSeconds(5),
                  Optional.of(Api.JWT_KEY),
                  gateways,
                  ImageUrls.HERE,
                  searchCache,
                  matching,
                  GUARANTEED_ORDERS_PER_HOUR)),
          data,
          database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its API, for nobody yet. */
  public Api api() {
    return Api.at("http://127.0.0.1:" + server.port());
  }

  /** The database that it works on. */
  public DatabaseUrl database() {
    return database;
  }

  @Override
  public void close() {
    server.close();
    try (var files = Files.walk(data)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
