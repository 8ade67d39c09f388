package io.dabba.server.checkout;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.server.http.IdempotencyKey;
import io.dabba.server.http.JsonBody;
import io.dabba.server.orders.RecordedAnswer;
import io.dabba.server.payments.Gateways;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.dabba.server.settlement.PaymentSettlement;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** How an order is placed, over HTTP. */
public final class CheckoutRoutes implements HttpService {
  private static final HeaderName IDEMPOTENT_REPLAYED = HeaderNames.create("Idempotent-Replayed");

  private final Authentication authentication;
  private final Checkout checkout;

  public CheckoutRoutes(
      Authentication authentication,
      Database database,
      Gateways gateways,
      PaymentSettlement settlement,
      InstantSource clock,
      TravelTimes travelTimes,
      Runnable afterCommit) {
    this.authentication = authentication;
    this.checkout = new Checkout(database, gateways, settlement, clock, travelTimes, afterCommit);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/v1/orders", this::place);
  }

  private void place(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    String key = IdempotencyKey.of(request);
    Checkout.Answer answer =
        checkout.place(customer, key, CheckoutRequest.read(JsonBody.read(request)));
    if (answer.replayed()) {
      response.header(IDEMPOTENT_REPLAYED, "true");
    }
    RecordedAnswer record = answer.record();
    record.location().ifPresent(location -> response.header(HeaderNames.LOCATION, location));
    response
        .status(Status.create(record.status()))
        .header(HeaderNames.CONTENT_TYPE, record.contentType())
        .send(record.body().getBytes(StandardCharsets.UTF_8));
  }
}
