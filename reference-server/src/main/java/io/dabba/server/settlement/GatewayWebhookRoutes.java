package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.RequestBytes;
import io.dabba.server.payments.Gateways;
import io.dabba.server.payments.Notice;
import io.dabba.server.payments.PaymentGateway;
import io.dabba.server.payments.Webhook;
import io.dabba.server.postgres.Database;
import io.helidon.http.Header;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What payment gateways tell by themselves. A webhook that is signed is noted once and has the
 * gateway asked about its payment: it says that something happened, and never what. So it may come
 * late, twice or out of order. Answered once it is stored.
 */
public final class GatewayWebhookRoutes implements HttpService {
  private final Database database;
  private final Gateways gateways;
  private final PaymentSettlement settlement;
  private final InstantSource wallClock;

  public GatewayWebhookRoutes(
      Database database, Gateways gateways, PaymentSettlement settlement, InstantSource wallClock) {
    this.database = database;
    this.gateways = gateways;
    this.settlement = settlement;
    this.wallClock = wallClock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/v1/payments/webhooks/{gateway}", this::hear);
  }

  private void hear(ServerRequest request, ServerResponse response) {
    String name = PathIds.of(request, "gateway", id -> id);
    Webhook webhook = new Webhook(headers(request), RequestBytes.read(request, RequestBytes.LIMIT));
    PaymentGateway gateway =
        gateways
            .byName(name)
            .orElseThrow(
                () -> Problem.notFound("There is no gateway %s".formatted(name)).exception());
    Notice notice =
        gateway
            .verify(webhook, wallClock.instant())
            .orElseThrow(() ->
                Problem.of(
                        401,
                        "bad-signature",
                        "The webhook is not signed as it must be",
                        "The signature is missing, wrong or too old")
                    .exception());
    database.useTransaction(handle -> note(handle, name, notice));
    settlement.wake();
    response.status(Status.NO_CONTENT_204).send();
  }

  /**
   * Has its payment asked about, if that is not how it is known to stand; one that somebody has in
   * hand is left to him.
   */
  private static void note(Handle handle, String gateway, Notice notice) {
    int noted =
        handle
            .createUpdate(
                """
                INSERT INTO gateway_events (gateway, event_id, order_id, wall_received_at)
                VALUES (:gateway, :event, :order, clock_timestamp()) ON CONFLICT DO NOTHING
                """)
            .bind("gateway", gateway)
            .bind("event", notice.eventId())
            .bind("order", notice.key().orElse(null))
            .execute();
    if (noted == 1) {
      notice
          .key()
          .map(OrderId::new)
          .ifPresent(order ->
              handle
                  .createUpdate(
                      """
                      UPDATE payments SET due = 'SETTLE', attempts = 0, wall_attempt_at = '-infinity'
                      WHERE order_id = :order AND gateway = :gateway AND status <> :told
                        AND (due IS NULL OR status = 'PENDING' AND due = 'SETTLE' AND NOT leased)
                      """)
                  .bind("order", order.value())
                  .bind("gateway", gateway)
                  .bind("told", notice.told().map(Enum::name).orElse(""))
                  .execute());
    }
  }

  private static Map<String, String> headers(ServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : request.headers()) {
      headers.putIfAbsent(header.name().toLowerCase(Locale.ROOT), header.get());
    }
    return headers;
  }
}
