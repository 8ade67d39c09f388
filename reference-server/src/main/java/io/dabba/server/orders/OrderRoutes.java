package io.dabba.server.orders;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Orders over HTTP. An order that is not the caller's is answered as one that does not exist. */
public final class OrderRoutes implements HttpService {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final HeaderName IDEMPOTENT_REPLAYED = HeaderNames.create("Idempotent-Replayed");
  private static final int MAX_KEY_LENGTH = 255;
  private static final int MAX_LISTED = 100;

  private final Authentication authentication;
  private final Database database;
  private final Checkout checkout;
  private final Orders orders;

  public OrderRoutes(
      Authentication authentication,
      Database database,
      PaymentSettlement settlement,
      InstantSource clock,
      TravelTimes travelTimes,
      RideCancellation rides,
      Runnable afterCommit) {
    this.authentication = authentication;
    this.database = database;
    this.checkout = new Checkout(database, settlement, clock, travelTimes);
    this.orders = new Orders(database, clock, rides, afterCommit);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/orders", this::place)
        .get("/v1/orders", this::list)
        .get("/v1/orders/{orderId}", this::show)
        .post("/v1/orders/{orderId}/cancel", this::cancel)
        .post("/v1/orders/{orderId}/ready", this::ready)
        .get("/v1/restaurants/{restaurantId}/orders", this::ofRestaurant);
  }

  private void place(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    String key = key(request);
    RecordedAnswer answer =
        checkout.place(customer, key, CheckoutRequest.read(JsonBody.read(request)));
    if (answer.replayed()) {
      response.header(IDEMPOTENT_REPLAYED, "true");
    }
    response
        .status(Status.create(answer.status()))
        .header(HeaderNames.CONTENT_TYPE, answer.contentType())
        .send(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private void list(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    List<Order> list =
        database.jdbi().withHandle(handle -> OrderStore.ofCustomer(handle, customer, MAX_LISTED));
    send(response, list);
  }

  private void ofRestaurant(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.RESTAURANT, Role.OPS);
    String restaurant = PathIds.of(request, "restaurantId", id -> id);
    if (caller.role() == Role.RESTAURANT && !caller.subject().equals(restaurant)) {
      throw Authentication.forbidden("That is not your restaurant");
    }
    List<Order> list =
        database
            .jdbi()
            .withHandle(handle -> OrderStore.openOfRestaurant(handle, restaurant, MAX_LISTED));
    send(response, list);
  }

  private void show(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.CUSTOMER, Role.RESTAURANT, Role.OPS);
    Json.send(response, Status.OK_200, OrderView.of(own(request, caller)));
  }

  private void cancel(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.CUSTOMER, Role.OPS);
    Order order = own(request, caller);
    CancelReason reason =
        caller.role() == Role.OPS ? CancelReason.BY_OPS : CancelReason.BY_CUSTOMER;
    send(response, order.id(), orders.cancel(order.id(), reason));
  }

  private void ready(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.RESTAURANT, Role.OPS);
    Order order = own(request, caller);
    send(response, order.id(), orders.ready(order.id()));
  }

  private Order own(ServerRequest request, Principal caller) {
    OrderId id = PathIds.of(request, "orderId", OrderId::new);
    return database
        .jdbi()
        .withHandle(handle -> OrderStore.find(handle, id))
        .filter(order -> concerns(order, caller))
        .orElseThrow(() -> Problem.notFound("You have no order %s".formatted(id)).exception());
  }

  private static boolean concerns(Order order, Principal caller) {
    return switch (caller.role()) {
      case OPS -> true;
      case CUSTOMER -> order.customerId().equals(caller.subject());
      case RESTAURANT -> order.restaurantId().equals(caller.subject());
      case RIDER -> false;
    };
  }

  private static String key(ServerRequest request) {
    String key = request.headers().first(IDEMPOTENCY_KEY).orElse("");
    boolean printable = key.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (key.isBlank() || key.length() > MAX_KEY_LENGTH || !printable) {
      throw Problem.invalidField(
              "Idempotency-Key",
              key,
              "The header Idempotency-Key must be 1 to %d printable ASCII characters"
                  .formatted(MAX_KEY_LENGTH))
          .exception();
    }
    return key;
  }

  private static void send(ServerResponse response, List<Order> list) {
    Json.send(response, Status.OK_200, Map.of("orders", list.stream().map(OrderView::of).toList()));
  }

  private static void send(ServerResponse response, OrderId id, Orders.Outcome outcome) {
    switch (outcome) {
      case Orders.Outcome.Done done ->
          Json.send(response, Status.OK_200, OrderView.of(done.order()));
      case Orders.Outcome.WrongState wrong ->
          throw Problem.of(
                  409,
                  "wrong-state",
                  "The order is not in a state for that",
                  "Order %s is %s".formatted(id, wrong.status()))
              .with("state", wrong.status().name())
              .exception();
    }
  }
}
