package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
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
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Orders over HTTP. An order that is not the caller's is answered as one that does not exist. */
public final class OrderRoutes implements HttpService {
  private static final int MAX_LISTED = 100;
  private static final int MAX_PREP_MINUTES = 240;
  private static final int MAX_REASON_LENGTH = 300;

  private final Authentication authentication;
  private final Database database;
  private final Orders orders;

  public OrderRoutes(Authentication authentication, Database database, Orders orders) {
    this.authentication = authentication;
    this.database = database;
    this.orders = orders;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/orders", this::list)
        .get("/v1/orders/{orderId}", this::show)
        .get("/v1/orders/{orderId}/events", this::events)
        .post("/v1/orders/{orderId}/cancel", this::cancel)
        .post("/v1/orders/{orderId}/accept", this::accept)
        .post("/v1/orders/{orderId}/reject", this::reject)
        .post("/v1/orders/{orderId}/ready", this::ready)
        .get("/v1/restaurants/{restaurantId}/orders", this::ofRestaurant);
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

  private void events(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.CUSTOMER, Role.RESTAURANT, Role.OPS);
    Order order = own(request, caller);
    List<OrderEvents.Event> events =
        database.jdbi().withHandle(handle -> OrderEvents.of(handle, order.id()));
    List<OrderEvents.Event> shown =
        caller.role() == Role.OPS
            ? events
            : events.stream().map(OrderEvents.Event::forOutside).toList();
    Json.send(response, Status.OK_200, Map.of("events", shown));
  }

  private void cancel(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.CUSTOMER, Role.OPS);
    Optional<String> said = JsonBody.readOptional(request).flatMap(OrderRoutes::reason);
    Order order = own(request, caller);
    CancelReason reason =
        caller.role() == Role.OPS ? CancelReason.BY_OPS : CancelReason.BY_CUSTOMER;
    send(response, order.id(), orders.cancel(order.id(), reason, name(caller), said));
  }

  private void accept(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.RESTAURANT, Role.OPS);
    OptionalLong minutes =
        JsonBody.readOptional(request)
            .map(body -> body.optionalLong("prepMinutes", 0, MAX_PREP_MINUTES))
            .orElse(OptionalLong.empty());
    OptionalInt prepMinutes =
        minutes.isPresent()
            ? OptionalInt.of(Math.toIntExact(minutes.getAsLong()))
            : OptionalInt.empty();
    Order order = own(request, caller);
    send(response, order.id(), orders.accept(order.id(), prepMinutes, name(caller)));
  }

  private void reject(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.RESTAURANT, Role.OPS);
    Optional<String> said = JsonBody.readOptional(request).flatMap(OrderRoutes::reason);
    Order order = own(request, caller);
    send(
        response,
        order.id(),
        orders.cancel(order.id(), CancelReason.RESTAURANT_REJECTED, name(caller), said));
  }

  private void ready(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.RESTAURANT, Role.OPS);
    Order order = own(request, caller);
    send(response, order.id(), orders.ready(order.id(), name(caller)));
  }

  private static Optional<String> reason(JsonBody body) {
    return body.optionalString("reason", MAX_REASON_LENGTH);
  }

  /** As events name who did something. */
  private static String name(Principal caller) {
    return caller.role().wireName() + ":" + caller.subject();
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
