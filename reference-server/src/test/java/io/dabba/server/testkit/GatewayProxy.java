package io.dabba.server.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Stands between a server and its payment gateway and can be told to do something before the
 * gateway hears of a call, or once it has done it and before the server hears so. Thread-safe.
 */
public final class GatewayProxy implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;
  private final List<Ambush> ambushes = new CopyOnWriteArrayList<>();

  private GatewayProxy(URI gateway) throws IOException {
    this.gateway = gateway;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /**
   * A call of the gateway.
   *
   * @param path such as {@code /charges/KEY/capture}
   */
  public record Call(String method, String path, String body, String key) {}

  private record Ambush(boolean after, Predicate<Call> call, Runnable act) {}

  /** Begins to stand before a gateway. */
  public static GatewayProxy before(URI gateway) {
    try {
      return new GatewayProxy(gateway);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The gateway as it is reached through this. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Acts once, before the gateway hears of the next such call, of which it then never hears. */
  public void before(Predicate<Call> call, Runnable act) {
    ambushes.add(new Ambush(false, call, act));
  }

  /** Acts once, when the gateway has done the next such call; who made it is never told so. */
  public void after(Predicate<Call> call, Runnable act) {
    ambushes.add(new Ambush(true, call, act));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              new String(body, java.nio.charset.StandardCharsets.UTF_8),
              key == null ? "" : key);
      if (isAmbushed(false, call)) {
        return;
      }
      HttpResponse<byte[]> answer = ask(exchange, body);
      if (isAmbushed(true, call)) {
        return;
      }
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAmbushed(boolean after, Call call) {
    for (Ambush ambush : List.copyOf(ambushes)) {
      if (ambush.after() == after && ambush.call().test(call) && ambushes.remove(ambush)) {
        ambush.act().run();
        return true;
      }
    }
    return false;
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
