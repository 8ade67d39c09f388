package io.dabba.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.http.Json;
import io.dabba.server.payments.GatewaySettings;
import io.dabba.server.payments.local.LocalGatewayConfig;
import io.dabba.server.payments.local.LocalGatewayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A local gateway of a test's own, that outlives servers and can be looked into. Thread-safe. */
public final class TestGateway implements AutoCloseable {
  private static final String SECRET = "a secret of tests only";

  private final LocalGatewayServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestGateway(LocalGatewayServer server) {
    this.server = server;
  }

  /** Starts one that keeps its charges in the directory. */
  public static TestGateway start(Path directory) {
    return new TestGateway(
        LocalGatewayServer.start(
            new LocalGatewayConfig("127.0.0.1", 0, directory, SECRET, Optional.empty())));
  }

  public URI uri() {
    return server.uri();
  }

  public String secret() {
    return SECRET;
  }

  /** For a server that is to use it, and gives it two seconds to answer. */
  public GatewaySettings settings() {
    return new GatewaySettings(
        new GatewaySettings.Own.Remote(server.uri()),
        Duration.ofSeconds(2),
        Optional.of(SECRET),
        Optional.empty(),
        Optional.empty());
  }

  /** Has it misbehave from now on, as the JSON says. */
  public void misbehave(String faults) {
    send(
        HttpRequest.newBuilder(server.uri().resolve("/faults"))
            .PUT(HttpRequest.BodyPublishers.ofString(faults)));
  }

  /** All its charges. */
  public JsonNode charges() {
    return send(HttpRequest.newBuilder(server.uri().resolve("/charges")));
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(
              request.header("Authorization", "Bearer " + SECRET).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
