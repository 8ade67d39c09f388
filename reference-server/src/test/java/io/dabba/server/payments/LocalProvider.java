package io.dabba.server.payments;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.http.Json;
import io.dabba.server.payments.local.LocalGatewayConfig;
import io.dabba.server.payments.local.LocalGatewayServer;
import io.dabba.server.payments.local.SignedWebhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A local gateway whose customers wait to be told, seen from its own side. */
final class LocalProvider implements Provider {
  static final String SECRET = "secret-of-tests";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private final LocalGatewayServer server;

  LocalProvider(Path directory) {
    this(directory, Optional.empty());
  }

  LocalProvider(Path directory, Optional<Duration> customerActsAfter) {
    this.directory = directory;
    server =
        LocalGatewayServer.start(
            new LocalGatewayConfig("127.0.0.1", 0, directory, SECRET, customerActsAfter));
  }

  @Override
  public URI uri() {
    return server.uri();
  }

  @Override
  public LocalGateway gateway(URI address, Duration timeout) {
    return gateway(address, timeout, Optional.empty());
  }

  LocalGateway gateway(URI address, Duration timeout, Optional<URI> notifyUrl) {
    return new LocalGateway(address, SECRET, timeout, () -> notifyUrl);
  }

  @Override
  public String method(Fate fate) {
    return switch (fate) {
      case APPROVED -> "card";
      case REFUSED -> "card-refused";
      case ASKS_CUSTOMER -> "card-3ds";
    };
  }

  /** By the form of the page, as a browser does. */
  @Override
  public void decide(Charge charge, boolean approve) {
    String page = "/pay/" + find(charge.key()).orElseThrow().get("reference").asText();
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri().resolve(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "decision=" + (approve ? "approve" : "decline"))));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  /** Each charge that was ever made had a reference of its own. */
  @Override
  public int charges(String key) {
    try (Stream<String> lines = Files.lines(directory.resolve("charges.jsonl"))) {
      return Math.toIntExact(
          lines
              .map(LocalProvider::json)
              .map(line -> line.path("charge"))
              .filter(charge -> charge.path("key").asText().equals(key))
              .map(charge -> charge.path("reference").asText())
              .distinct()
              .count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long keptMinor(String key) {
    return find(key)
        .map(charge ->
            charge.get("authorizedMinor").asLong()
                - charge.get("voidedMinor").asLong()
                - charge.get("refundedMinor").asLong())
        .orElse(0L);
  }

  @Override
  public Webhook webhook(String eventId, String key, Instant sentAt) {
    return SignedWebhooks.of(SECRET, eventId, key, sentAt);
  }

  @Override
  public Webhook forged(String eventId, String key, Instant sentAt) {
    return SignedWebhooks.of("guessed", eventId, key, sentAt);
  }

  Optional<JsonNode> find(String key) {
    JsonNode all = json(send(authorized("/charges")).body()).get("charges");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(charge -> charge.get("key").asText().equals(key))
        .findFirst();
  }

  void misbehave(Map<String, ?> faults) {
    HttpResponse<String> answer =
        send(
            authorized("/faults")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(faults))));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(uri().resolve(path)).header("Authorization", "Bearer " + SECRET);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
