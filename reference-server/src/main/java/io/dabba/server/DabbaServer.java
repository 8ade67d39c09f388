package io.dabba.server;

import io.dabba.server.http.ConsoleRoutes;
import io.dabba.server.http.HttpServer;
import io.dabba.server.http.OpenApiRoutes;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.EmbeddedDatabase;
import io.dabba.server.process.DataDirectory;
import io.dabba.server.process.OpenedResources;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.JwtKey;
import io.dabba.server.security.Tokens;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** One running server: its data directory, its database, and the routes on one port. */
public final class DabbaServer implements AutoCloseable {
  private final ServerConfig config;
  private final OpenedResources resources = new OpenedResources();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Database database;
  private final Authentication authentication;
  private final Platform platform;
  private final HttpServer http;

  private DabbaServer(ServerConfig config) {
    this.config = config;
    try {
      HttpServer.requireFree(config.host(), config.port());
      DataDirectory data = resources.add(DataDirectory.open(config.data()));
      byte[] key = JwtKey.load(data.path(), config.jwtKey());
      this.authentication = new Authentication(new Tokens(key, InstantSource.system()));
      this.database =
          resources.add(
              Database.connect(
                  config
                      .databaseUrl()
                      .orElseGet(() -> resources.add(EmbeddedDatabase.start(data)).url())));
      this.platform =
          resources.add(Platform.start(database, authentication, config, InstantSource.system()));
      this.http =
          resources.add(
              HttpServer.start(config.host(), config.port(), services(), platform.sockets()));
      platform.reachedAt(URI.create("http://%s:%d".formatted(config.host(), http.port())));
    } catch (RuntimeException | Error e) {
      resources.close();
      throw e;
    }
  }

  /** Starts everything, or nothing. */
  public static DabbaServer start(ServerConfig config) {
    return new DabbaServer(config);
  }

  private List<HttpService> services() {
    return Stream.concat(
            Stream.of(new HealthRoutes(database), new OpenApiRoutes(), new ConsoleRoutes()),
            platform.services().stream())
        .toList();
  }

  public int port() {
    return http.port();
  }

  Authentication authentication() {
    return authentication;
  }

  String readyLine() {
    return "Dabba is ready: http://%s:%d (data %s, domain time %s, speed %s)"
        .formatted(
            config.host(),
            http.port(),
            config.data().toAbsolutePath().normalize(),
            platform.clock().instant(),
            platform.clock().speed());
  }

  /** Waits until {@link #close} is done. */
  void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes no more calls, finishes those in flight, then stops the database; what is opened last is
   * closed first.
   */
  @Override
  public void close() {
    resources.close();
    stopped.countDown();
  }
}
