package io.dabba.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks and the outbox as ops have them, on a whole server. */
@Timeout(90)
class WebhookRoutesTest {
  private Database database;
  private TestServer server;
  private Town town;
  private Api ops;
  private Subscriber subscriber;

  @BeforeEach
  void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    server = TestServer.start(url, 1, Instant.parse("2026-11-22T12:00:00Z"));
    town = Town.create(10, server.api(), "pune", "asha");
    ops = town.ops();
    subscriber = Subscriber.start();
  }

  @AfterEach
  void stop() {
    subscriber.close();
    server.close();
    database.close();
  }

  @Test
  void subscriber_hearsOfAnOrder_fromItsPlacingOn() {
    Answer made = put("hook", "\"types\":[\"order.*\"]").expect(201);
    assertThat(made.at("/secret")).startsWith("whsec_");
    assertThat(ops.get("/v1/ops/webhooks").expect(200).text()).doesNotContain("whsec_");

    String order = town.order(town.customer("mira"));

    await().atMost(Duration.ofSeconds(20)).until(() -> subscriber.received().size() >= 2);
    assertThat(subscriber.received().stream().map(post -> post.json().get("type").asText()))
        .startsWith("order.created", "order.confirmed");
    assertThat(subscriber.received())
        .allSatisfy(post -> {
          assertThat(post.json().get("aggregateId").asText()).isEqualTo(order);
          assertThat(post.json().at("/data/orderId").asText()).isEqualTo(order);
          assertThat(post.signature())
              .isEqualTo(
                  new WebhookSecret(made.at("/secret"))
                      .sign(post.id(), post.timestampSeconds(), bytes(post)));
        });
    await()
        .until(() ->
            ops.get("/v1/ops/webhooks/hook/deliveries?state=done").json().at("/deliveries").size()
                >= 2);
    assertThat(ops.get("/metrics").text())
        .contains("dabba_outbox_lag_seconds_bucket", "dabba_webhook_deliveries_dead 0.0");
  }

  @Test
  void secret_isToldOnceOnly_andKeptUntilAnotherIsGiven() {
    String given = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5";
    String first = put("hook", "\"types\":[\"*\"]").expect(201).at("/secret");
    assertThat(first).isNotEmpty();

    assertThat(put("hook", "\"types\":[\"ride.*\"]").expect(200).at("/secret")).isEmpty();
    assertThat(stored()).isEqualTo(first);
    assertThat(ops.get("/v1/ops/webhooks").at("/webhooks/0/types/0")).isEqualTo("ride.*");
    put("hook", "\"types\":[\"*\"],\"secret\":\"%s\"".formatted(given)).expect(200);
    assertThat(stored()).isEqualTo(given);

    ops.call("DELETE", "/v1/ops/webhooks/hook", "").expect(204);
    ops.call("DELETE", "/v1/ops/webhooks/hook", "").expectProblem(404, "not-found");
    assertThat(ops.get("/v1/ops/webhooks").json().at("/webhooks")).isEmpty();
  }

  @Test
  void webhooks_areAtMost64() {
    for (int i = 0; i < WebhookStore.MOST; i++) {
      put("hook-" + i, "\"types\":[\"*\"]").expect(201);
    }
    put("one-more", "\"types\":[\"*\"]").expectProblem(409, "too-many-webhooks");
    put("hook-0", "\"types\":[\"*\"]").expect(200);
  }

  @Test
  void deadDelivery_isSentAgain_whenOpsSaySo() {
    put("hook", "\"types\":[\"never.ever\"]").expect(201);
    long event = event(true, false);
    database.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO webhook_deliveries (webhook, event_id, aggregatetype, aggregateid, state,
                                            attempts, error, wall_ended_at)
            SELECT number, ?, 'order', 'a', 'DEAD', 12, 'no connection', clock_timestamp() FROM webhooks
            """,
            event));
    Answer dead = ops.get("/v1/ops/webhooks/hook/deliveries").expect(200);
    assertThat(dead.at("/deliveries/0/eventId")).isEqualTo(Long.toString(event));
    assertThat(dead.at("/deliveries/0/error")).isEqualTo("no connection");
    String retry = "/v1/ops/webhooks/hook/deliveries/%d/retry".formatted(event);

    ops.post(retry, "").expect(204);

    await().atMost(Duration.ofSeconds(20)).until(() -> subscriber.received().size() == 1);
    await()
        .until(() ->
            ops.get("/v1/ops/webhooks/hook/deliveries?state=done").json().at("/deliveries").size()
                == 1);
    ops.post(retry, "").expectProblem(409, "wrong-state");
  }

  @Test
  void eventThatWasSetAside_isShown_andHeardOnceOpsSaySo() {
    long event = event(false, true);
    Answer shown = ops.get("/v1/ops/outbox/set-aside").expect(200);
    assertThat(shown.at("/events/0/id")).isEqualTo(Long.toString(event));
    assertThat(shown.at("/events/0/error")).isEqualTo("it was poison");

    ops.post("/v1/ops/outbox/%d/retry".formatted(event), "").expect(204);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            database
                .jdbi()
                .withHandle(handle ->
                    handle
                        .select("SELECT published FROM outbox WHERE id = ?", event)
                        .mapTo(Boolean.class)
                        .one()));
    ops.post("/v1/ops/outbox/%d/retry".formatted(event), "").expectProblem(404, "not-found");
    assertThat(ops.get("/v1/ops/outbox/set-aside").json().at("/events")).isEmpty();
  }

  private long event(boolean published, boolean setAside) {
    return database.inTransaction(handle ->
        handle
            .createQuery(
                """
                INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                    schema_version, occurred_at, payload, published, set_aside, error)
                VALUES ('order', 'a', 1, 'pune', 'order.noted', 1, '2026-11-22T12:00:00Z', '{}',
                        :published, :setAside, 'it was poison')
                RETURNING id
                """)
            .bind("published", published)
            .bind("setAside", setAside)
            .mapTo(Long.class)
            .one());
  }

  private Answer put(String id, String rest) {
    return ops.put(
        "/v1/ops/webhooks/" + id, "{\"url\":\"%s\",%s}".formatted(subscriber.url(), rest));
  }

  private String stored() {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.select("SELECT secret FROM webhooks").mapTo(String.class).one());
  }

  private static byte[] bytes(Subscriber.Received post) {
    return post.body().getBytes(UTF_8);
  }
}
