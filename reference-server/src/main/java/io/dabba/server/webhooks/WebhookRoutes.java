package io.dabba.server.webhooks;

import io.dabba.geo.CityId;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.QueryParams;
import io.dabba.server.outbox.OutboxRoutes;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhooks of subscribers, for ops. */
public final class WebhookRoutes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoutes.class);
  private static final Pattern TYPE = Pattern.compile("\\*|[a-z_]+(\\.[a-z_]+)*(\\.\\*)?");
  private static final int MOST_TYPES = 32;
  private static final int MOST_CITIES = 100;
  private static final int LONGEST_URL = 2_000;
  private static final int MAX_LISTED = 500;

  private final Authentication authentication;
  private final Database database;
  private final Webhooks webhooks;

  public WebhookRoutes(Authentication authentication, Database database, Webhooks webhooks) {
    this.authentication = authentication;
    this.database = database;
    this.webhooks = webhooks;
  }

  /**
   * A webhook as ops see it.
   *
   * @param secret shown once, to who had it made
   * @param failures how many posts in a row have failed
   */
  private record View(
      String id,
      String url,
      List<String> types,
      List<String> cities,
      int failures,
      Optional<String> secret) {

    static View of(Webhook webhook, Optional<String> secret) {
      return new View(
          webhook.id(),
          webhook.url().toString(),
          webhook.types(),
          webhook.cities(),
          webhook.failures(),
          secret);
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/ops/webhooks", this::list)
        .put("/v1/ops/webhooks/{webhookId}", this::put)
        .delete("/v1/ops/webhooks/{webhookId}", this::delete)
        .get("/v1/ops/webhooks/{webhookId}/deliveries", this::deliveries)
        .post("/v1/ops/webhooks/{webhookId}/deliveries/{eventId}/retry", this::retry);
  }

  private void list(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    List<View> views =
        database.jdbi().withHandle(WebhookStore::list).stream()
            .map(webhook -> View.of(webhook, Optional.empty()))
            .toList();
    Json.send(response, Status.OK_200, Map.of("webhooks", views));
  }

  private void put(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    String id = PathIds.of(request, "webhookId", value -> value);
    JsonBody body = JsonBody.read(request);
    WebhookUrl url = body.value("url", LONGEST_URL, WebhookUrl::parse);
    Optional<WebhookSecret> given = body.optionalValue("secret", 200, WebhookSecret::new);
    List<String> types = body.values("types", MOST_TYPES, 64, WebhookRoutes::type);
    if (types.isEmpty()) {
      throw Problem.invalidField("types", null, "types must not be empty").exception();
    }
    List<String> cities =
        body.optionalValues("cities", MOST_CITIES, 64, city -> new CityId(city).value());
    WebhookSecret generated = WebhookSecret.generate();
    WebhookStore.Put outcome =
        database.inTransaction(
            handle -> WebhookStore.put(handle, id, url, given, generated, types, cities));
    if (outcome == WebhookStore.Put.TOO_MANY) {
      throw Problem.of(
              409,
              "too-many-webhooks",
              "Too many webhooks",
              "There are %d webhooks; delete one first".formatted(WebhookStore.MOST))
          .exception();
    }
    LOG.info("{} put webhook {} to {}", caller.subject(), id, url);
    boolean created = outcome == WebhookStore.Put.CREATED;
    Optional<String> secret =
        created && given.isEmpty() ? Optional.of(generated.text()) : Optional.empty();
    View view = new View(id, url.toString(), types, cities, 0, secret);
    if (!created) {
      webhooks.wake(
          database.jdbi().withHandle(handle -> WebhookStore.find(handle, id)).stream()
              .map(Webhook::number)
              .toList());
    }
    Json.send(response, created ? Status.CREATED_201 : Status.OK_200, view);
  }

  private static String type(String text) {
    if (!TYPE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be such as order.delivered, order.* or *");
    }
    return text;
  }

  private void delete(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    String id = PathIds.of(request, "webhookId", value -> value);
    if (!database.inTransaction(handle -> WebhookStore.delete(handle, id))) {
      throw noWebhook(id);
    }
    LOG.info("{} deleted webhook {}", caller.subject(), id);
    response.status(Status.NO_CONTENT_204).send();
  }

  private void deliveries(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    String id = PathIds.of(request, "webhookId", value -> value);
    QueryParams params = QueryParams.of(request);
    WebhookDeliveries.State state =
        params
            .optionalEnum("state", WebhookDeliveries.State.class)
            .orElse(WebhookDeliveries.State.DEAD);
    int limit = params.optionalInteger("limit", 1, MAX_LISTED).orElse(MAX_LISTED);
    List<WebhookDeliveries.Row> rows =
        with(id, (handle, webhook) -> WebhookDeliveries.list(handle, webhook, state, limit));
    Json.send(response, Status.OK_200, Map.of("deliveries", rows));
  }

  private void retry(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    String id = PathIds.of(request, "webhookId", value -> value);
    long event = OutboxRoutes.eventId(request);
    long number =
        with(
            id,
            (handle, webhook) -> {
              if (!WebhookDeliveries.revive(handle, webhook, event)) {
                throw notDead(WebhookDeliveries.state(handle, webhook, event), event);
              }
              return webhook;
            });
    LOG.info("{} had event {} posted to webhook {} again", caller.subject(), event, id);
    webhooks.wake(List.of(number));
    response.status(Status.NO_CONTENT_204).send();
  }

  private static RuntimeException notDead(Optional<WebhookDeliveries.State> state, long event) {
    return state
        .map(s ->
            Problem.of(
                409,
                "wrong-state",
                "The delivery is not dead",
                "The delivery of event %d is %s".formatted(event, s)))
        .orElseGet(() -> Problem.notFound("No event %d is owed to this webhook".formatted(event)))
        .exception();
  }

  /** What is done with a webhook by its number. */
  @FunctionalInterface
  private interface Deed<T> {
    T of(Handle handle, long webhook);
  }

  private <T> T with(String id, Deed<T> deed) {
    return database.inTransaction(handle ->
        deed.of(
            handle,
            WebhookStore.find(handle, id).map(Webhook::number).orElseThrow(() -> noWebhook(id))));
  }

  private static RuntimeException noWebhook(String id) {
    return Problem.notFound("There is no webhook %s".formatted(id)).exception();
  }
}
