package io.dabba.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dabba.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A subscriber outside: a real HTTP server that keeps what it is sent. */
final class Subscriber implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Integer> answer = event -> 204;

  private Subscriber(HttpServer server) {
    this.server = server;
  }

  /** A post as it came. */
  record Received(String id, long timestampSeconds, String signature, String body) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Which aggregate it is about, and its version. */
    String name() {
      return json().get("aggregateId").asText() + json().get("aggregateVersion").asText();
    }
  }

  static Subscriber start() {
    return start(0);
  }

  static Subscriber start(int port) {
    try {
      Subscriber subscriber =
          new Subscriber(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
      subscriber.server.createContext("/", subscriber::handle);
      subscriber.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      subscriber.server.start();
      return subscriber;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status that each post is answered with. */
  void answers(Function<Received, Integer> status) {
    answer = status;
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Received> received() {
    return received;
  }

  List<String> names() {
    return received.stream().map(Received::name).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Received event =
          new Received(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      received.add(event);
      int status = answer.apply(event);
      if (status == 302) {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
