package io.dabba.server.tracking;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.OpaqueId;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.SocketHandshake;
import io.dabba.server.http.SocketRoute;
import io.dabba.server.http.SocketWriter;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where a customer watches an order: a WebSocket, or one look by plain GET of the same path. */
public final class TrackingRoute implements SocketRoute, HttpService {
  /** The path of the socket. */
  public static final String PATH = "/v1/orders/{orderId}/track";

  private final Authentication authentication;
  private final Database database;
  private final TrackingHub hub;

  public TrackingRoute(Authentication authentication, Database database, TrackingHub hub) {
    this.authentication = authentication;
    this.database = database;
    this.hub = hub;
  }

  /** One look at an order. */
  private record Look(
      String orderId, OrderStatus status, Optional<TrackedOrder.PositionMessage> position) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::look);
  }

  @Override
  public Conversation accept(SocketHandshake handshake) {
    Principal caller =
        authentication.require(handshake.prologue(), handshake.headers(), Role.CUSTOMER, Role.OPS);
    String id = handshake.path("orderId");
    TrackedOrder order = find(OpaqueId.isValid(id) ? id : "-", caller);
    AtomicReference<SocketWriter> watcher = new AtomicReference<>();
    return Conversation.of(
        writer -> {
          watcher.set(writer);
          if (!hub.watch(order, writer)) {
            writer.close(1013, "too many watchers of this order");
          } else {
            // what changed between the handshake and now
            hub.correct(find(id, caller));
          }
        },
        () -> {
          SocketWriter writer = watcher.get();
          if (writer != null) {
            hub.unwatch(order.id(), writer);
          }
        });
  }

  private void look(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.CUSTOMER, Role.OPS);
    TrackedOrder order = find(PathIds.of(request, "orderId", OrderId::new).value(), caller);
    Json.send(
        response, Status.OK_200, new Look(order.id().value(), order.status(), hub.position(order)));
  }

  /** Another customer's order is answered as one that does not exist. */
  private TrackedOrder find(String id, Principal caller) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT o.id, o.status, o.version, o.rider_id, o.dropoff_lat, o.dropoff_lng, r.lat, r.lng,
                           greatest(o.placed_at, o.confirmed_at, o.assigned_at, o.ready_at,
                                    o.picked_up_at, o.delivered_at, o.cancelled_at) AS changed_at
                    FROM orders o JOIN restaurants r ON r.id = o.restaurant_id
                    WHERE o.id = :id AND (o.customer_id = :customer OR :ops)
                    """)
                .bind("id", id)
                .bind("customer", caller.subject())
                .bind("ops", caller.role() == Role.OPS)
                .map((rs, ctx) -> order(rs))
                .findOne())
        .orElseThrow(() -> Problem.notFound("You have no order %s".formatted(id)).exception());
  }

  private static TrackedOrder order(ResultSet rs) throws SQLException {
    return new TrackedOrder(
        new OrderId(rs.getString("id")),
        OrderStatus.valueOf(rs.getString("status")),
        rs.getLong("version"),
        Columns.instant(rs, "changed_at"),
        Columns.optionalText(rs, "rider_id").map(RiderId::new),
        new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")),
        new GeoPoint(rs.getDouble("dropoff_lat"), rs.getDouble("dropoff_lng")));
  }
}
