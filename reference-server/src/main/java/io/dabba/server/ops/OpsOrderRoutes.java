package io.dabba.server.ops;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.http.IdempotencyKey;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.money.Money;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.OpsActions;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.orders.OrderView;
import io.dabba.server.orders.Orders;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import io.dabba.server.rides.RideOutcome;
import io.dabba.server.rides.Rides;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.dabba.server.settlement.PaymentSettlement;
import io.dabba.server.settlement.Refunds;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** What ops do with orders by force, each with a reason that is kept, and with their money. */
public final class OpsOrderRoutes implements HttpService {
  private static final int MAX_REASON_LENGTH = 300;
  private static final int MAX_LISTED = 500;

  private final Authentication authentication;
  private final Database database;
  private final Orders orders;
  private final PaymentSettlement settlement;
  private final InstantSource clock;
  private final Runnable afterCommit;

  public OpsOrderRoutes(
      Authentication authentication,
      Database database,
      Orders orders,
      PaymentSettlement settlement,
      InstantSource clock,
      Runnable afterCommit) {
    this.authentication = authentication;
    this.database = database;
    this.orders = orders;
    this.settlement = settlement;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  private enum Action {
    CANCEL,
    ACCEPT,
    READY,
    PICKUP,
    DELIVER,
    RELEASE
  }

  private record Overdue(String id, String cityId, OrderStatus status, Instant deadlineAt) {}

  private record RefundView(
      String id,
      Money amount,
      String status,
      String reason,
      Instant askedAt,
      Optional<String> refusedReason) {
    static RefundView of(Refunds.Stored refund) {
      return new RefundView(
          refund.id(),
          new Money(refund.amountMinor(), refund.currency()),
          refund.status(),
          refund.reason(),
          refund.askedAt(),
          refund.refusedReason());
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/ops/orders/overdue", this::overdue)
        .get("/v1/ops/orders/{orderId}/actions", this::actions)
        .post("/v1/ops/orders/{orderId}/override", this::override)
        .post("/v1/ops/orders/{orderId}/refunds", this::refund)
        .get("/v1/ops/orders/{orderId}/refunds", this::refunds)
        .post("/v1/ops/orders/{orderId}/reconcile", this::reconcileOne)
        .post("/v1/ops/payments/reconcile", this::reconcile);
  }

  private void overdue(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    Instant now = clock.instant();
    List<Overdue> overdue =
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT id, city_id, status, deadline_at FROM orders
                        WHERE status NOT IN ('DELIVERED', 'CANCELLED') AND deadline_at <= :now
                        ORDER BY deadline_at LIMIT :limit
                        """)
                    .bind("now", now)
                    .bind("limit", MAX_LISTED)
                    .map((rs, ctx) ->
                        new Overdue(
                            rs.getString("id"),
                            rs.getString("city_id"),
                            OrderStatus.valueOf(rs.getString("status")),
                            Columns.instant(rs, "deadline_at")))
                    .list());
    Json.send(response, Status.OK_200, Map.of("orders", overdue));
  }

  private void actions(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    OrderId id = id(request);
    List<OpsActions.Action> actions =
        database
            .jdbi()
            .withHandle(handle -> {
              find(handle, id);
              return OpsActions.of(handle, id);
            });
    Json.send(response, Status.OK_200, Map.of("actions", actions));
  }

  private void override(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    OrderId id = id(request);
    JsonBody body = JsonBody.read(request);
    Action action = body.enumValue("action", Action.class);
    String reason = body.string("reason", MAX_REASON_LENGTH);
    Cause cause = new Cause("ops:" + caller.subject(), clock.instant(), Optional.of(reason));
    Order after =
        database.inTransaction(handle -> {
          Map<OrderId, OrderStatus> before = OrderStore.lockWithRide(handle, id);
          if (before.isEmpty()) {
            throw unknown(id);
          }
          carryOut(handle, id, action, cause)
              .ifPresent(state -> {
                throw wrongState(id, state);
              });
          Order order = find(handle, id);
          note(handle, action, cause, id, before);
          return order;
        });
    afterCommit.run();
    Json.send(response, Status.OK_200, OrderView.of(after));
  }

  /** What is done to a ride is done to each order of it. */
  private static void note(
      Handle handle, Action action, Cause cause, OrderId asked, Map<OrderId, OrderStatus> before) {
    before.forEach((id, from) -> {
      OrderStatus to = find(handle, id).status();
      if (id.equals(asked) || to != from) {
        OpsActions.add(handle, id, action.name().toLowerCase(Locale.ROOT), cause, from, to);
      }
    });
  }

  /** The state that does not allow it, or empty if it was done. */
  private Optional<String> carryOut(Handle handle, OrderId id, Action action, Cause cause) {
    return switch (action) {
      case CANCEL -> orders.cancel(handle, id, CancelReason.BY_OPS, cause).map(Enum::name);
      case ACCEPT -> Orders.accept(handle, id, OptionalInt.empty(), cause).map(Enum::name);
      case READY -> Orders.ready(handle, id, cause).map(Enum::name);
      case PICKUP, DELIVER, RELEASE -> inPlaceOfTheRider(handle, find(handle, id), action, cause);
    };
  }

  private static Optional<String> inPlaceOfTheRider(
      Handle handle, Order order, Action action, Cause cause) {
    if (order.rideId().isEmpty() || order.rider().isEmpty()) {
      return Optional.of(order.status().name());
    }
    RideId ride = new RideId(order.rideId().get());
    RiderId rider = new RiderId(order.rider().get().id());
    RideOutcome outcome =
        switch (action) {
          case PICKUP -> Rides.pickUp(handle, ride, rider, cause);
          case DELIVER -> {
            Rides.pickUp(handle, ride, rider, cause);
            yield Rides.deliver(handle, ride, rider, cause);
          }
          case RELEASE -> Rides.release(handle, ride, rider, cause);
          case CANCEL, ACCEPT, READY -> throw new IllegalArgumentException("action=" + action);
        };
    return switch (outcome) {
      case RideOutcome.Done done -> Optional.empty();
      case RideOutcome.WrongState wrong -> Optional.of(wrong.state());
      case RideOutcome.Stale stale -> Optional.of(stale.reason().name());
      case RideOutcome.Unknown unknown -> Optional.of(order.status().name());
    };
  }

  private void refund(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    OrderId id = id(request);
    String key = IdempotencyKey.of(request);
    JsonBody body = JsonBody.read(request);
    long amount = body.longInteger("amountMinor", 1, Long.MAX_VALUE);
    String reason = body.string("reason", MAX_REASON_LENGTH);
    Cause cause = new Cause("ops:" + caller.subject(), clock.instant(), Optional.of(reason));
    Refunds.Outcome outcome =
        database.inTransaction(handle -> {
          OrderStatus status = OrderStore.lock(handle, id).orElseThrow(() -> unknown(id));
          Refunds.Outcome asked = Refunds.ask(handle, id, key, amount, cause);
          if (asked instanceof Refunds.Outcome.Taken(Refunds.Stored refund, boolean isNew)
              && isNew) {
            OpsActions.add(handle, id, "refund %d".formatted(amount), cause, status, status);
          }
          return asked;
        });
    switch (outcome) {
      case Refunds.Outcome.Taken taken -> {
        settlement.wake();
        Json.send(response, Status.ACCEPTED_202, RefundView.of(taken.refund()));
      }
      case Refunds.Outcome.KeyReused reused ->
          throw Problem.of(
                  422,
                  "idempotency-key-reused",
                  "The Idempotency-Key belongs to another request",
                  "The key was used for refund %s".formatted(reused.refund().id()))
              .with("field", "Idempotency-Key")
              .exception();
      case Refunds.Outcome.NotCaptured not -> throw wrongState(id, not.status());
      case Refunds.Outcome.TooMuch much ->
          throw Problem.of(
                  422,
                  "refund-too-large",
                  "The refund is more than is left",
                  "Of what was taken, %d is left".formatted(much.leftMinor()))
              .with("field", "amountMinor")
              .with("value", amount)
              .with("leftMinor", much.leftMinor())
              .exception();
    }
  }

  private void refunds(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    OrderId id = id(request);
    List<Refunds.Stored> refunds =
        database
            .jdbi()
            .withHandle(handle -> {
              find(handle, id);
              return Refunds.list(handle, id);
            });
    Json.send(
        response, Status.OK_200, Map.of("refunds", refunds.stream().map(RefundView::of).toList()));
  }

  /** The gateway is asked before the answer, so that it tells how the order stands then. */
  private void reconcileOne(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    OrderId id = id(request);
    database.jdbi().useHandle(handle -> find(handle, id));
    settlement.reconcile(id);
    Order after = database.jdbi().withHandle(handle -> find(handle, id));
    Json.send(response, Status.OK_200, OrderView.of(after));
  }

  private void reconcile(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    Json.send(response, Status.ACCEPTED_202, Map.of("payments", settlement.reconcile()));
  }

  private static OrderId id(ServerRequest request) {
    return PathIds.of(request, "orderId", OrderId::new);
  }

  private static Order find(Handle handle, OrderId id) {
    return OrderStore.find(handle, id).orElseThrow(() -> unknown(id));
  }

  private static ProblemException unknown(OrderId id) {
    return Problem.notFound("There is no order %s".formatted(id)).exception();
  }

  private static ProblemException wrongState(OrderId id, String state) {
    return Problem.of(
            409,
            "wrong-state",
            "The order is not in a state for that",
            "Order %s is %s".formatted(id, state))
        .with("state", state)
        .exception();
  }
}
