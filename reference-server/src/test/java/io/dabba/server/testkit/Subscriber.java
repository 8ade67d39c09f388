package io.dabba.server.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dabba.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody outside who has events posted to him and keeps them. Thread-safe. */
public final class Subscriber implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<Told>> told = new ConcurrentHashMap<>();

  private Subscriber() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::hear);
    server.start();
  }

  /** What he was told of an order. */
  public record Told(long version, String type) {}

  /** Listens, but is told nothing yet. */
  public static Subscriber start() {
    try {
      return new Subscriber();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where he is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:%d/events".formatted(server.getAddress().getPort()));
  }

  /** What he was told of an order, as it came, repetitions and all. */
  public List<Told> told(String order) {
    return told.getOrDefault(order, List.of());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode event = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      told.compute(
          event.at("/aggregateId").asText(),
          (order, before) -> {
            List<Told> now = before == null ? new ArrayList<>() : new ArrayList<>(before);
            now.add(new Told(event.at("/aggregateVersion").asLong(), event.at("/type").asText()));
            return List.copyOf(now);
          });
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
