package io.dabba.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final int CUT = -1;
  private static final int STILL_RUNNING = 409;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final DomainTime time = new DomainTime(System::nanoTime);
  private final ApiStats stats = new ApiStats();
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private ApiClient api;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/clock", exchange -> answer(exchange, 200, "{\"now\":\"" + NOON + "\",\"speed\":5}"));
    server.createContext("/v1/orders", this::order);
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ServerLink link = new ServerLink(http, base, "token", time, Duration.ofSeconds(30), () -> {});
    link.suspect();
    link.awaitUp();
    api = new ApiClient(http, base, link, stats, 2);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void order(HttpExchange exchange) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    int status = statuses.isEmpty() ? 201 : statuses.poll();
    if (status == CUT) {
      throw new IOException("the connection is cut without an answer");
    }
    if (status == STILL_RUNNING) {
      exchange.getResponseHeaders().add("Retry-After", "0");
    }
    answer(exchange, status, "{\"id\":\"o1\"}");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ApiAnswer placeOrder() {
    return api.send(Call.post("order", "/v1/orders", "{}").withKey("key-1"), "token");
  }

  @Test
  void overloadAndLostAnswers_areTriedAgainUnderTheSameKey() {
    statuses.addAll(List.of(503, CUT, 429));

    ApiAnswer answer = placeOrder();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("id").asText()).isEqualTo("o1");
    assertThat(keys).containsOnly("key-1").hasSizeGreaterThanOrEqualTo(4);
    assertThat(stats.byName().get("order").lostAttempts()).isEqualTo(1);
    assertThat(time.frozen()).isFalse();
  }

  @Test
  void aRefusal_isNotTriedAgain_andIsCountedWhenNobodyExpectedIt() {
    statuses.addAll(List.of(422, 422));

    assertThat(placeOrder().status()).isEqualTo(422);
    assertThat(keys).hasSize(1);
    assertThat(stats.surprises()).containsExactly(Map.entry("order 422", 1L));
    assertThat(stats.samples()).containsEntry("order 422", "{\"id\":\"o1\"}");
  }

  @Test
  void aCallWhoseFirstIsStillRunning_isAskedAgain_andIsNoSurprise() {
    statuses.add(STILL_RUNNING);

    assertThat(placeOrder().status()).isEqualTo(201);
    assertThat(keys).containsExactly("key-1", "key-1");
    assertThat(stats.surprises()).isEmpty();
  }

  @Test
  void aServerErrorThatStays_isGivenUp() {
    for (int i = 0; i < 30; i++) {
      statuses.add(500);
    }

    assertThat(placeOrder().status()).isEqualTo(500);
    assertThat(keys).hasSize(6);
    assertThat(stats.byName().get("order").givenUpCalls()).isEqualTo(1);
  }

  @Test
  void theClockOfTheServer_isTheDomainTime() {
    assertThat(time.speed()).isEqualTo(5);
    assertThat(time.now()).isBetween(NOON, NOON.plusSeconds(600));
  }
}
