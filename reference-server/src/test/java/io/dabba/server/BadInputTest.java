package io.dabba.server;

import static io.dabba.server.security.Role.CUSTOMER;
import static io.dabba.server.security.Role.OPS;
import static io.dabba.server.security.Role.RESTAURANT;
import static io.dabba.server.security.Role.RIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.dabba.server.security.Tokens;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Complaints;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client sends, it is told what was wrong with it, as RFC 9457 has it; nothing that is
 * stored changes, and the server has nothing to complain of.
 */
@Timeout(60)
class BadInputTest {
  /** So slow that an open offer stays open. */
  private static final double SPEED = 0.02;

  private static final String LONG = "x".repeat(10_000);
  private static final Set<Role> ANYBODY = EnumSet.allOf(Role.class);
  private static Database database;
  private static TestServer server;
  private static Town town;
  private static Complaints complaints;
  private static Map<String, String> before;

  private static Targets targets;

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    server = TestServer.start(url, SPEED, Instant.parse("2026-11-22T12:00:00Z"));
    complaints = Complaints.listen();
    town = Town.create(60, server.api(), "pune", "asha", "bala", "chand");
    Town.create(60, server.api(), "agra", "dev");
    closeTheRestaurantOfAgra();
    Api mira = town.customer("mira");
    town.rider("bala").put("/v1/riders/shift", "{\"online\":true}").expect(200);
    Api asha = town.online("asha", 100);
    String delivered = town.order(mira);
    JsonNode first = offerOf(asha, delivered);
    Town.answer(asha, first, "accept").expect(200);
    ride(asha, first, "/pickup");
    ride(asha, first, "/deliver");
    String assigned = town.order(mira);
    JsonNode taken = offerOf(asha, assigned);
    Town.answer(asha, taken, "accept").expect(200);
    Api chand = town.online("chand", 200);
    String offered = town.order(town.customer("noor"));
    JsonNode offer = offerOf(chand, offered);
    String address = town.address(mira);
    String confirmed =
        mira.post("/v1/orders", town.cart(address, "card"), "Idempotency-Key", "used")
            .expect(201)
            .at("/id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          JsonNode audit = town.ops().get("/v1/ops/audit").expect(200).json();
          boolean searches = !town.ops().get("/v1/orders/" + confirmed).at("/rideId").isEmpty();
          return searches
              && audit.get("outbox_unpublished").asInt() == 0
              && audit.get("payments_unsettled").asInt() == 0;
        });
    String another = town.address(town.customer("noor"));
    town.ops().put("/v1/ops/webhooks/hook", BadFields.WEBHOOK).expect(201);
    long heard =
        database
            .jdbi()
            .withHandle(
                handle -> handle.select("SELECT min(id) FROM outbox").mapTo(Long.class).one());
    targets =
        new Targets(town, address, another, confirmed, assigned, delivered, offer, taken, heard);
    before = stored();
  }

  @AfterAll
  static void stop() {
    complaints.close();
    server.close();
    database.close();
  }

  @AfterEach
  void nothingChanged_andTheServerHasNothingToComplainOf() {
    Map<String, String> after = stored();
    Map<String, String> expected = before;
    before = after;
    List<String> complained = List.copyOf(complaints.messages());
    complaints.messages().clear();
    assertThat(complained).isEmpty();
    assertThat(after).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void caller_needsATokenThatCounts(Call call) {
    Principal somebody = new Principal("somebody", call.roles().iterator().next());
    byte[] key = Base64.getDecoder().decode(Api.JWT_KEY);
    Tokens foreign = new Tokens(new byte[32], Clock.systemUTC());
    Tokens past = new Tokens(key, Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));
    List<String> tokens =
        List.of(
            "",
            "garbage",
            "a.b.c",
            LONG,
            foreign.issue(somebody, Duration.ofHours(1)),
            past.issue(somebody, Duration.ofHours(1)),
            unsigned(somebody));
    for (String token : tokens) {
      Answer answer = request(server.api().with(token), call);
      answer.expectProblem(401, "unauthorized");
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void caller_needsARoleOfTheCall(Call call) {
    Set<Role> others = EnumSet.complementOf(EnumSet.copyOf(call.roles()));
    for (Role role : others) {
      request(server.api().as(role, "somebody"), call).expectProblem(403, "forbidden");
    }
    assertThat(call.roles()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_saysWhatWasWrong(Refusal refusal) {
    Answer answer =
        request(caller(refusal), refusal.call(), refusal.headers().toArray(String[]::new));
    answer.expectProblem(refusal.status(), refusal.slug());
    assertThat(answer.at("/field")).as(answer.text()).isEqualTo(refusal.field());
    assertThat(answer.text())
        .doesNotContain("Exception", "io.dabba.", "SQL")
        .hasSizeLessThan(2_000);
  }

  @ParameterizedTest
  @MethodSource("callsWithBody")
  void bodyThatIsNoJsonObject_isMalformed(Call call) {
    List<byte[]> bodies =
        Stream.of(
                "",
                " ",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{}{}",
                "{\"a\":NaN}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":\"\u0000\"}",
                "{'a':1}",
                "<a/>",
                "[".repeat(100_000),
                "{\"a\":".repeat(20_000),
                "{\"a\":" + "1".repeat(5_000) + "}")
            .map(body -> body.getBytes(StandardCharsets.UTF_8))
            .collect(Collectors.toList());
    bodies.add(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    bodies.add(new byte[] {0, 0, 0, '{', 0x7f, -1, -1, -1});
    bodies.add(new byte[] {-2, -1, 0, '{', (byte) 0xd8, 0});
    bodies.add(new byte[] {0, 0, 0, 0});
    for (byte[] body : bodies) {
      Answer answer =
          api(call)
              .call(
                  call.method(),
                  call.path(),
                  body,
                  "Idempotency-Key",
                  "new",
                  "Content-Type",
                  "application/json");
      assertThat(answer.status())
          .as(new String(body, 0, Math.min(body.length, 40), StandardCharsets.ISO_8859_1))
          .isEqualTo(400);
      answer.expectProblem(400, "malformed-json");
    }
  }

  @ParameterizedTest
  @MethodSource("callsWithBody")
  void bodyThatSaysItIsNotJson_isRefused(Call call) {
    for (String type :
        List.of("text/plain", "application/xml", "multipart/form-data", "nonsense")) {
      Answer answer =
          api(call)
              .call(
                  call.method(),
                  call.path(),
                  call.body(),
                  "Idempotency-Key",
                  "new",
                  "Content-Type",
                  type);
      assertThat(answer.status()).as(type).isIn(400, 415);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @ParameterizedTest
  @MethodSource("callsWithBody")
  void bodyThatIsTooLarge_isRefused(Call call) {
    boolean mayBeLong = call.path().startsWith("/v1/ops") || call.path().endsWith("/menu");
    int limit = mayBeLong ? 5_000_000 : 1_000_000;
    String answer =
        api(call)
            .raw(
                """
                %s %s HTTP/1.1\r
                Host: a\r
                Authorization: Bearer %s\r
                Idempotency-Key: new\r
                Content-Type: application/json\r
                Connection: close\r
                Content-Length: %d\r
                \r
                """
                    .formatted(call.method(), call.path(), api(call).token(), limit));
    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .contains("application/problem+json")
        .contains("https://dabba.io/problems/body-too-large");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void methodThatAPathDoesNotKnow_isRefusedWithThoseItKnows(Call call) {
    Set<String> known =
        calls()
            .filter(other -> other.path().equals(call.path()))
            .map(Call::method)
            .collect(Collectors.toSet());
    Stream.of("GET", "POST", "PUT", "PATCH", "DELETE")
        .filter(method -> !known.contains(method))
        // current might be a ride's id
        .filter(method -> !(method.equals("PATCH") && call.path().equals("/v1/rides/current")))
        .forEach(method -> {
          Answer answer = api(call).call(method, call.path(), "");
          answer.expectProblem(405, "method-not-allowed");
          assertThat(answer.headers().firstValue("Allow").orElse("")).contains(call.method());
        });
    assertThat(known).contains(call.method());
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void handshake_isRefusedAsAProblem(String path, String token, int status) {
    String answer =
        server
            .api()
            .raw(
                """
                GET %s HTTP/1.1\r
                Host: a\r
                %sConnection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """
                    .formatted(
                        path, token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n"));
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json")
        .contains("\"status\":" + status);
  }

  static Stream<Arguments> handshakes() {
    String rider = server.api().as(RIDER, town.riderId("chand")).token();
    String customer = server.api().as(CUSTOMER, "pune-mira").token();
    String other = server.api().as(CUSTOMER, "pune-noor").token();
    String track = "/v1/orders/%s/track";
    return Stream.of(
            List.of("/v1/riders/offers", "", 401),
            List.of("/v1/riders/offers", "garbage", 401),
            List.of("/v1/riders/offers?access_token=garbage", "", 401),
            List.of("/v1/riders/offers", customer, 403),
            List.of(track.formatted(targets.confirmed()), "", 401),
            List.of(track.formatted(targets.confirmed()), rider, 403),
            List.of(track.formatted(targets.confirmed()), other, 404),
            List.of(track.formatted("unknown"), customer, 404),
            List.of(track.formatted("%00"), customer, 404),
            List.of(track.formatted("x".repeat(1_000)), customer, 404),
            List.of("/v1/nowhere", customer, 404))
        .map(row -> Arguments.of(row.toArray()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void pingFromAnotherAge_doesNoHarm(String at) {
    String ping = "{\"lat\":18.5,\"lng\":73.8,\"at\":\"%s\"}".formatted(at);
    assertThat(town.rider("chand").post("/v1/riders/location", ping).expect(200).at("/accepted"))
        .isEqualTo("false");
    // nor is who was not heard of before believed
    assertThat(town.rider("bala").post("/v1/riders/location", ping).expect(200).at("/accepted"))
        .isEqualTo("false");
    town.ops().get("/v1/ops/live?city=pune").expect(200);
  }

  @ParameterizedTest
  @MethodSource
  void requestLineThatIsNone_isRefusedAsAProblem(String path, int status) {
    String answer =
        town.customer("mira")
            .raw(
                "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(path, town.customer("mira").token()));
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json")
        .contains("\"status\":" + status);
  }

  static Stream<Arguments> requestLineThatIsNone_isRefusedAsAProblem() {
    return Stream.of(
        Arguments.of("/v1/orders/%zz", 400),
        Arguments.of("/v1/orders/%", 400),
        Arguments.of("/v1/orders/" + LONG, 414),
        Arguments.of("/v1/orders/\u00e9", 404),
        Arguments.of("/v1/orders/a\u0001b", 400),
        Arguments.of("/v1/restaurants?lat=%zz&lng=1", 400),
        Arguments.of("/v1/restaurants?lat=18.5&lng=73.8&q=%", 400),
        Arguments.of("/v1/restaurants?lat=18.5&lat=&lng=73.8&" + "a=1&".repeat(5_000), 414),
        Arguments.of("v1/orders", 404),
        Arguments.of("/v1/orders/../../etc/passwd", 404),
        Arguments.of("/console/../application.yaml", 404));
  }

  @Test
  void socketOfAClientThatTalksNonsense_doesNoHarm() {
    Api rider = town.rider("bala");
    try (Feed feed = rider.listen("/v1/riders/offers")) {
      feed.say("nonsense");
      feed.say("{\"action\":\"accept\"}");
      feed.say("x".repeat(200_000));
      try (Feed next = rider.listen("/v1/riders/offers")) {
        assertThat(feed.awaitClose()).as("it lived until there was another").isEqualTo(4000);
        assertThat(next.messages()).isEmpty();
      }
      assertThat(feed.messages()).isEmpty();
    }
  }

  static Stream<Call> calls() {
    String order = "/v1/orders/" + targets.confirmed();
    String opsOrder = "/v1/ops/orders/" + targets.confirmed();
    String ride = "/v1/rides/" + targets.taken().get("rideId").asText();
    String kitchen = "/v1/restaurants/" + town.restaurant();
    Set<Role> customer = Set.of(CUSTOMER);
    Set<Role> rider = Set.of(RIDER);
    Set<Role> ops = Set.of(OPS);
    return Stream.of(
        new Call("GET", "/v1/clock", "", ANYBODY),
        new Call("PUT", "/v1/ops/cities/pune", BadFields.CITY, ops),
        new Call("GET", "/v1/ops/city", "", ops),
        new Call("PUT", "/v1/ops/cities/pune/restaurants", "{\"restaurants\":[]}", ops),
        new Call("PUT", BadCityMoney.PATH, BadCityMoney.PROMOTION, ops),
        new Call("GET", BadCityMoney.PATH, "", ops),
        new Call("DELETE", BadCityMoney.PATH, "", ops),
        new Call("GET", "/v1/customers/me/cuisines", "", customer),
        new Call("PUT", "/v1/ops/cities/pune/riders", "{\"riders\":[]}", ops),
        new Call("DELETE", "/v1/ops/cities/pune/positions", "", ops),
        new Call("GET", "/v1/ops/rides/unknown/explain", "", ops),
        new Call("GET", "/v1/ops/live", "", ops),
        new Call("GET", "/v1/ops/orders", "", ops),
        new Call("GET", "/v1/ops/audit", "", ops),
        new Call("GET", "/v1/ops/outbox/set-aside", "", ops),
        new Call("POST", "/v1/ops/outbox/1/retry", "", ops),
        new Call("GET", "/v1/ops/webhooks", "", ops),
        new Call("PUT", "/v1/ops/webhooks/hook", BadFields.WEBHOOK, ops),
        new Call("DELETE", "/v1/ops/webhooks/hook", "", ops),
        new Call("GET", "/v1/ops/webhooks/hook/deliveries", "", ops),
        new Call("POST", "/v1/ops/webhooks/hook/deliveries/1/retry", "", ops),
        new Call("GET", "/v1/addresses", "", customer),
        new Call("POST", "/v1/addresses", BadFields.ADDRESS, customer),
        new Call("DELETE", "/v1/addresses/" + targets.address(), "", customer),
        new Call("GET", "/v1/restaurants", "", ANYBODY),
        new Call("GET", kitchen, "", ANYBODY),
        new Call("GET", kitchen + "/menu", "", ANYBODY),
        new Call("PUT", kitchen + "/menu", BadCatalog.MENU, Set.of(RESTAURANT, OPS)),
        new Call("PATCH", kitchen + "/menu/items/raita", BadCatalog.DISH, Set.of(RESTAURANT, OPS)),
        new Call("PUT", kitchen + "/hours", BadCatalog.HOURS, Set.of(RESTAURANT, OPS)),
        new Call("PUT", kitchen + "/open", "{\"open\":true}", Set.of(RESTAURANT, OPS)),
        new Call("PUT", kitchen + "/settings", BadCatalog.SETTINGS, Set.of(RESTAURANT, OPS)),
        new Call("PUT", kitchen + "/image", BadCatalog.IMAGE, Set.of(RESTAURANT, OPS)),
        new Call("DELETE", kitchen + "/image", "", Set.of(RESTAURANT, OPS)),
        new Call(
            "PUT", kitchen + "/menu/items/raita/image", BadCatalog.IMAGE, Set.of(RESTAURANT, OPS)),
        new Call("DELETE", kitchen + "/menu/items/raita/image", "", Set.of(RESTAURANT, OPS)),
        new Call("GET", kitchen + "/orders", "", Set.of(RESTAURANT, OPS)),
        new Call("POST", "/v1/orders", targets.cart(), customer),
        new Call("GET", "/v1/orders", "", customer),
        new Call("GET", order, "", Set.of(CUSTOMER, RESTAURANT, OPS)),
        new Call("POST", order + "/cancel", "", Set.of(CUSTOMER, OPS)),
        new Call("POST", order + "/ready", "", Set.of(RESTAURANT, OPS)),
        new Call("POST", order + "/accept", "", Set.of(RESTAURANT, OPS)),
        new Call("POST", order + "/reject", "", Set.of(RESTAURANT, OPS)),
        new Call("GET", order + "/events", "", Set.of(CUSTOMER, RESTAURANT, OPS)),
        new Call("GET", "/v1/ops/orders/overdue", "", ops),
        new Call("GET", opsOrder + "/actions", "", ops),
        new Call("POST", opsOrder + "/override", BadFields.OVERRIDE, ops),
        new Call("GET", opsOrder + "/refunds", "", ops),
        new Call("POST", opsOrder + "/refunds", BadFields.REFUND, ops),
        new Call("POST", opsOrder + "/reconcile", "", ops),
        new Call("POST", "/v1/ops/payments/reconcile", "", ops),
        new Call("GET", order + "/track", "", Set.of(CUSTOMER, OPS)),
        new Call("PUT", "/v1/riders/shift", "{\"online\":true}", rider),
        new Call("POST", "/v1/riders/location", Town.position(10), rider),
        new Call("GET", "/v1/rides/current", "", rider),
        new Call("PATCH", ride, "{\"action\":\"accept\",\"fencingToken\":\"1\"}", rider),
        new Call("POST", ride + "/pickup", "", rider),
        new Call("POST", ride + "/deliver", "", rider),
        new Call("POST", ride + "/release", "", rider));
  }

  static Stream<Call> callsWithBody() {
    return calls().filter(call -> !call.body().isEmpty());
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
            new BadFields(targets).all(),
            new BadCalls(targets).all(),
            BadCatalog.all(),
            BadCityMoney.all())
        .flatMap(Function.identity());
  }

  private static Api caller(Refusal refusal) {
    return refusal.caller().isEmpty()
        ? api(refusal.call())
        : server.api().as(refusal.call().roles().iterator().next(), refusal.caller());
  }

  private static Api api(Call call) {
    return switch (call.roles().contains(CUSTOMER) ? CUSTOMER : call.roles().iterator().next()) {
      case CUSTOMER -> town.customer("mira");
      case RIDER -> town.rider("bala");
      case RESTAURANT -> town.kitchen();
      case OPS -> town.ops();
    };
  }

  private static Answer request(Api api, Call call, String... headers) {
    return headers.length == 0
            && (call.path().equals("/v1/orders") || call.path().endsWith("/refunds"))
        ? api.call(call.method(), call.path(), call.body(), "Idempotency-Key", "new")
        : api.call(call.method(), call.path(), call.body(), headers);
  }

  private static String unsigned(Principal principal) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(
            "{\"iss\":\"dabba\",\"sub\":\"%s\",\"role\":\"%s\",\"exp\":4102444800}"
                .formatted(principal.subject(), principal.role().wireName())
                .getBytes(StandardCharsets.UTF_8))
        + ".";
  }

  private static void closeTheRestaurantOfAgra() {
    database.useTransaction(
        handle -> handle.execute("UPDATE restaurants SET open = false WHERE id = 'agra-kitchen'"));
  }

  /** Makes the order's ride due and waits for the offer. */
  private static JsonNode offerOf(Api rider, String order) {
    try (Feed feed = rider.listen("/v1/riders/offers")) {
      town.kitchen().post("/v1/orders/%s/ready".formatted(order), "").expect(200);
      return feed.next("offer", o -> o.at("/orders/0").asText().equals(order));
    }
  }

  private static void ride(Api rider, JsonNode ofOffer, String deed) {
    rider.post("/v1/rides/" + ofOffer.get("rideId").asText() + deed, "").expect(200);
  }

  /** A fingerprint of every table but those that move by themselves. */
  private static Map<String, String> stored() {
    return database
        .jdbi()
        .withHandle(handle -> {
          Map<String, String> tables = new TreeMap<>();
          for (String table :
              handle
                  .select(
                      """
                      SELECT tablename FROM pg_tables WHERE schemaname = 'public'
                      AND tablename NOT IN ('domain_clock', 'city_leases', 'flyway_schema_history',
                                            'scheduled_tasks', 'catalog_readers')
                      """)
                  .mapTo(String.class)
                  .list()) {
            tables.put(
                table,
                handle
                    .select(
                        "SELECT count(*) || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM "
                            + table
                            + " t")
                    .mapTo(String.class)
                    .one());
          }
          return tables;
        });
  }
}
