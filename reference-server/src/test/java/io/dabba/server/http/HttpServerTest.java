package io.dabba.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.geo.GeoPoint;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.dabba.server.security.Tokens;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
  private static final Tokens TOKENS = new Tokens(new byte[32], InstantSource.system());
  private static final Authentication AUTHENTICATION = new Authentication(TOKENS);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static HttpServer server;

  /** Routes as the server has them, one for each thing that may go wrong. */
  private static final class Sample implements HttpService {
    @Override
    public void routing(HttpRules rules) {
      rules
          .post(
              "/points",
              (request, response) -> {
                JsonBody body = JsonBody.read(request);
                Map<String, Object> echo =
                    Map.of(
                        "lat", body.decimal("lat", -90, 90),
                        "label", body.string("label", 10),
                        "count", body.integer("count", 1, 5),
                        "items", body.list("items", 2, item -> item.integer("quantity", 1, 9)));
                Json.send(response, Status.CREATED_201, echo);
              })
          .get(
              "/near",
              (request, response) ->
                  Json.send(
                      response,
                      Status.OK_200,
                      Map.of("lat", QueryParams.of(request).decimal("lat", -90, 90))))
          .get(
              "/mine",
              (request, response) ->
                  Json.send(
                      response, Status.OK_200, AUTHENTICATION.require(request, Role.CUSTOMER)))
          .get(
              "/broken",
              (request, response) -> {
                throw new IllegalStateException("password=hunter2");
              })
          .get(
              "/away",
              (request, response) -> {
                throw new IllegalStateException(
                    "INSERT INTO secrets", new SQLException("password=hunter2", "57P01"));
              })
          .get(
              "/refused",
              (request, response) -> Json.send(response, Status.OK_200, new GeoPoint(91, 0)));
    }
  }

  @BeforeAll
  static void start() {
    server = HttpServer.start("127.0.0.1", 0, List.of(new Sample()), Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void validBody_isAnswered() throws Exception {
    HttpResponse<String> response =
        post(
            "{\"lat\":1.5,\"label\":\"home\",\"count\":2,\"items\":[{\"quantity\":3}],\"unknown\":[]}");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(Json.MAPPER.readTree(response.body()))
        .isEqualTo(
            Json.MAPPER.readTree("{\"lat\":1.5,\"label\":\"home\",\"count\":2,\"items\":[3]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"label\":\"a\",\"count\":1,\"items\":[]}                                   | lat",
        "{\"lat\":\"1\",\"label\":\"a\",\"count\":1,\"items\":[]}                     | lat",
        "{\"lat\":90.1,\"label\":\"a\",\"count\":1,\"items\":[]}                      | lat",
        "{\"lat\":1e999,\"label\":\"a\",\"count\":1,\"items\":[]}                     | lat",
        "{\"lat\":1,\"label\":\" \",\"count\":1,\"items\":[]}                         | label",
        "{\"lat\":1,\"label\":\"longer than ten\",\"count\":1,\"items\":[]}           | label",
        "{\"lat\":1,\"label\":\"a\\u0000b\",\"count\":1,\"items\":[]}                 | label",
        "{\"lat\":1,\"label\":\"a\\ud800\",\"count\":1,\"items\":[]}                  | label",
        "{\"lat\":1,\"label\":\"a\",\"count\":1.5,\"items\":[]}                       | count",
        "{\"lat\":1,\"label\":\"a\",\"count\":99999999999999999999,\"items\":[]}      | count",
        "{\"lat\":1,\"label\":\"a\",\"count\":6,\"items\":[]}                         | count",
        "{\"lat\":1,\"label\":\"a\",\"count\":1,\"items\":{}}                         | items",
        "{\"lat\":1,\"label\":\"a\",\"count\":1,\"items\":[1]}                        | items[0]",
        "{\"lat\":1,\"label\":\"a\",\"count\":1,\"items\":[{\"quantity\":1},{}]}      | items[1].quantity",
        "{\"lat\":1,\"label\":\"a\",\"count\":1,\"items\":[{},{},{}]}                 | items",
      })
  void invalidField_isNamed(String body, String field) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = problem(response);
    assertThat(problem.get("type").asText()).isEqualTo("https://dabba.io/problems/invalid-field");
    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "{", "[]", "null", "{}{}", "{\"a\":1,\"a\":2}", "NaN", "\"text\""})
  void bodyThatIsNotOneJsonObject_isMalformed(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(problem(response).get("type").asText())
        .isEqualTo("https://dabba.io/problems/malformed-json");
  }

  @Test
  void bodyThatIsTooLarge_isRefusedWith413() throws Exception {
    assertThat(post("{\"label\":\"" + "x".repeat(RequestBytes.LIMIT) + "\"}").statusCode())
        .isEqualTo(413);
  }

  /**
   * Helidon refuses it by its announced length and hangs up, so this client sends nothing that a
   * reset could overtake.
   */
  @Test
  void bodyThatNoCallTakes_isRefusedUnread() throws IOException {
    String answer =
        exchange(
            "POST /points HTTP/1.1\r\nHost: a\r\nContent-Length: "
                + (HttpServer.MAX_BODY_BYTES + 1)
                + "\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .contains("application/problem+json")
        .contains("https://dabba.io/problems/body-too-large");
  }

  @Test
  void bodyThatSaysItIsNotJson_isRefusedWith415() throws Exception {
    HttpRequest request =
        request("/points")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(send(request).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "abc", "91", "''", "-90.0001"})
  void invalidParameter_isNamed(String lat) throws Exception {
    HttpResponse<String> response = get("/near?lat=" + lat);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(problem(response).get("field").asText()).isEqualTo("lat");
  }

  @Test
  void unknownPath_is404AndKnownPathUnderAnotherMethod_is405() throws Exception {
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> response = get("/points");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void ourOwnMistake_is500WithAnIdAndNothingElse() throws Exception {
    HttpResponse<String> response = get("/broken");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("hunter2").doesNotContain("Exception");
    assertThat(problem(response).get("id").asText()).hasSize(36);
  }

  @Test
  void databaseThatIsAway_isToldWithTheTimeToComeAgain() throws Exception {
    HttpResponse<String> response = get("/away");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(response.body()).contains("problems/unavailable").doesNotContain("hunter2");
  }

  @Test
  void valueThatOurOwnTypesRefuse_is400() throws Exception {
    HttpResponse<String> response = get("/refused");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(problem(response).get("detail").asText()).contains("lat=91");
  }

  @Test
  void requestThatIsNotHttp_isAnsweredAsAProblem() throws IOException {
    assertThat(exchange("GET /n\u0001 HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
  }

  @Test
  void caller_needsATokenOfTheRightRole() throws Exception {
    HttpResponse<String> anonymous = get("/mine");
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(anonymous.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"dabba\"");
    assertThat(mine("nonsense").statusCode()).isEqualTo(401);
    assertThat(mine(token(Role.RIDER)).statusCode()).isEqualTo(403);
    HttpResponse<String> customer = mine(token(Role.CUSTOMER));
    assertThat(customer.statusCode()).isEqualTo(200);
    assertThat(customer.body()).isEqualTo("{\"subject\":\"c1\",\"role\":\"CUSTOMER\"}");
    assertThat(get("/mine?access_token=" + token(Role.CUSTOMER)).statusCode()).isEqualTo(401);
  }

  @Test
  void serverThatStops_finishesTheCallInFlightAndTakesNoMore() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    HttpService slow =
        rules ->
            rules.get(
                "/slow",
                (request, response) -> {
                  inside.countDown();
                  goOn.await();
                  Json.send(response, Status.OK_200, "done");
                });
    HttpServer stopping = HttpServer.start("127.0.0.1", 0, List.of(slow), Map.of());
    URI uri = URI.create("http://127.0.0.1:" + stopping.port() + "/slow");
    CompletableFuture<HttpResponse<String>> inFlight =
        CLIENT.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    inside.await();
    Thread closing = Thread.ofVirtual().start(stopping::close);
    await().until(() -> !accepts(uri.getPort()));
    assertThat(inFlight).isNotDone();
    goOn.countDown();

    assertThat(inFlight.get().statusCode()).isEqualTo(200);
    assertThat(inFlight.get().body()).isEqualTo("\"done\"");
    closing.join();
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** What the server says to these bytes until it hangs up. */
  private static String exchange(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String token(Role role) {
    return TOKENS.issue(new Principal("c1", role), Duration.ofHours(1));
  }

  private static HttpResponse<String> mine(String token) throws Exception {
    return send(request("/mine").header("Authorization", "Bearer " + token).build());
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return send(
        request("/points")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode problem(HttpResponse<String> response) throws IOException {
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
    return problem;
  }
}
