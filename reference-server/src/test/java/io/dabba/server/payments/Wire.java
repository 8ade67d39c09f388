package io.dabba.server.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What lies between a gateway and its provider, and may break. */
final class Wire implements AutoCloseable {
  /** What happens to calls, until the wire is repaired. */
  enum Fault {
    NONE,
    /** The call does not arrive. */
    LOSE_CALL,
    /** The call is carried out, and its answer does not arrive. */
    LOSE_ANSWER,
    /** Nothing arrives, and the connection stays open. */
    HANG,
    /** Bytes of an answer arrive that never ends. */
    TRICKLE,
    TEXT_THAT_IS_NO_JSON,
    EMPTY,
    EMPTY_OBJECT,
    ARRAY,
    HALF_AN_ANSWER,
    NOT_FOUND,
    INTERNAL_ERROR,
    UNAVAILABLE,
    TOO_MANY_REQUESTS;

    static final Set<Fault> NONSENSE =
        Set.of(
            TEXT_THAT_IS_NO_JSON,
            EMPTY,
            EMPTY_OBJECT,
            ARRAY,
            HALF_AN_ANSWER,
            NOT_FOUND,
            INTERNAL_ERROR,
            UNAVAILABLE,
            TOO_MANY_REQUESTS);
  }

  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "date");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final URI target;
  private final HttpServer server;
  private volatile Fault fault = Fault.NONE;

  Wire(URI target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void breakDown(Fault how) {
    fault = how;
  }

  void repair() {
    fault = Fault.NONE;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      switch (fault) {
        case NONE -> forward(exchange, false);
        case LOSE_ANSWER -> forward(exchange, true);
        case LOSE_CALL -> exchange.close();
        case HANG -> closed.await(1, TimeUnit.MINUTES);
        case TRICKLE -> trickle(exchange);
        case TEXT_THAT_IS_NO_JSON -> answer(exchange, 200, "<html>maintenance</html>");
        case EMPTY -> answer(exchange, 200, "");
        case EMPTY_OBJECT -> answer(exchange, 200, "{}");
        case ARRAY -> answer(exchange, 200, "[1, 2]");
        case HALF_AN_ANSWER -> answer(exchange, 200, "{\"id\": \"x_1\", \"object\": \"pay");
        case NOT_FOUND -> answer(exchange, 404, "{\"error\": {\"message\": \"no such path\"}}");
        case INTERNAL_ERROR -> answer(exchange, 500, "{\"error\": {\"message\": \"oops\"}}");
        case UNAVAILABLE -> answer(exchange, 503, "upstream connect error");
        case TOO_MANY_REQUESTS ->
            answer(exchange, 429, "{\"error\": {\"message\": \"slow down\"}}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void forward(HttpExchange exchange, boolean loseAnswer)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (!loseAnswer) {
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      send(exchange, response.statusCode(), response.body());
    }
  }

  private void trickle(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    do {
      out.write(' ');
      out.flush();
    } while (!closed.await(20, TimeUnit.MILLISECONDS));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
