package io.dabba.server.orders;

import static io.dabba.server.postgres.Columns.instant;
import static io.dabba.server.postgres.Columns.optionalInstant;
import static io.dabba.server.postgres.Columns.optionalText;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.server.http.Json;
import io.dabba.server.payments.NextAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads orders. */
public final class OrderStore {
  private static final String SELECT =
      """
      SELECT o.*, r.name AS rider_name, r.vehicle AS rider_vehicle, p.next_action
      FROM orders o JOIN payments p ON p.order_id = o.id LEFT JOIN riders r ON r.id = o.rider_id
      """;

  private OrderStore() {}

  /** The order, if there is one. */
  public static Optional<Order> find(Handle handle, OrderId id) {
    return list(handle, "WHERE o.id = :key", id.value(), 1).stream().findFirst();
  }

  /** The newest orders of a customer. */
  public static List<Order> ofCustomer(Handle handle, String customerId, int limit) {
    return list(
        handle, "WHERE o.customer_id = :key ORDER BY o.placed_at DESC, o.id", customerId, limit);
  }

  /** The orders of a restaurant that are under way, the oldest first. */
  public static List<Order> openOfRestaurant(Handle handle, String restaurantId, int limit) {
    return list(
        handle,
        """
        WHERE o.restaurant_id = :key
          AND o.status IN ('CONFIRMED', 'ASSIGNED', 'READY', 'PICKED_UP')
        ORDER BY o.placed_at, o.id
        """,
        restaurantId,
        limit);
  }

  /** Locks an order for this transaction and says where it stands. */
  public static Optional<OrderStatus> lock(Handle handle, OrderId id) {
    return handle
        .createQuery("SELECT status FROM orders WHERE id = :id FOR UPDATE")
        .bind("id", id.value())
        .map((rs, ctx) -> OrderStatus.valueOf(rs.getString(1)))
        .findOne();
  }

  /**
   * Locks an order and the other orders of its ride, by their ids, and says where they stand; empty
   * if there is no such order.
   */
  public static Map<OrderId, OrderStatus> lockWithRide(Handle handle, OrderId id) {
    return handle
        .createQuery(
            """
            SELECT id, status FROM orders
            WHERE id = :id OR ride_id = (SELECT ride_id FROM orders WHERE id = :id)
            ORDER BY id FOR UPDATE
            """)
        .bind("id", id.value())
        .map((rs, ctx) ->
            Map.entry(new OrderId(rs.getString(1)), OrderStatus.valueOf(rs.getString(2))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Locks orders, and all orders of rides, by their ids. */
  public static void lock(Handle handle, Set<OrderId> orders, Set<RideId> rides) {
    handle
        .createQuery(
            """
            SELECT 1 FROM orders WHERE id = ANY(:orders) OR ride_id = ANY(:rides)
            ORDER BY id FOR UPDATE
            """)
        .bindArray("orders", String.class, orders.stream().map(OrderId::value).toList())
        .bindArray("rides", String.class, rides.stream().map(RideId::value).toList())
        .mapTo(Integer.class)
        .list();
  }

  /**
   * Locks the orders of a ride that were not cancelled, by their ids; always before the ride
   * itself.
   */
  public static Map<OrderId, OrderStatus> ofRide(Handle handle, RideId ride) {
    return handle
        .createQuery(
            """
            SELECT id, status FROM orders
            WHERE ride_id = :ride AND status <> 'CANCELLED' ORDER BY id FOR UPDATE
            """)
        .bind("ride", ride.value())
        .map((rs, ctx) ->
            Map.entry(new OrderId(rs.getString(1)), OrderStatus.valueOf(rs.getString(2))))
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  /** Which of the orders are confirmed and have no ride yet. */
  public static Set<OrderId> thoseWithoutRide(Handle handle, List<OrderId> ids) {
    return handle
        .createQuery(
            """
            SELECT id FROM orders
            WHERE id = ANY(:ids) AND status = 'CONFIRMED' AND ride_id IS NULL
              AND accepted_at IS NOT NULL
            """)
        .bindArray("ids", String.class, ids.stream().map(OrderId::value).toList())
        .map((rs, ctx) -> new OrderId(rs.getString(1)))
        .set();
  }

  /** Whether the restaurant has said that the food is ready. */
  public static boolean isReady(Handle handle, OrderId id) {
    return handle
        .createQuery("SELECT ready_at IS NOT NULL FROM orders WHERE id = :id")
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Makes orders those of a ride, in the order of their delivery. */
  public static void joinRide(Handle handle, List<OrderId> ids, RideId ride) {
    handle
        .createUpdate(
            """
            UPDATE orders o SET ride_id = :ride, stop = n.stop
            FROM unnest(:ids) WITH ORDINALITY AS n (id, stop) WHERE o.id = n.id
            """)
        .bindArray("ids", String.class, ids.stream().map(OrderId::value).toList())
        .bind("ride", ride.value())
        .execute();
  }

  private static List<Order> list(Handle handle, String where, String key, int limit) {
    Map<String, List<OrderLine>> lines =
        handle
            .createQuery(
                """
                SELECT l.* FROM order_lines l
                WHERE l.order_id IN (SELECT o.id FROM orders o %s LIMIT :limit)
                ORDER BY l.order_id, l.position
                """
                    .formatted(where))
            .bind("key", key)
            .bind("limit", limit)
            .map((rs, ctx) -> Map.entry(rs.getString("order_id"), line(rs)))
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return handle
        .createQuery("%s %s LIMIT :limit".formatted(SELECT, where))
        .bind("key", key)
        .bind("limit", limit)
        .map((rs, ctx) -> order(rs, lines.getOrDefault(rs.getString("id"), List.of())))
        .list();
  }

  private static OrderLine line(ResultSet rs) throws SQLException {
    return new OrderLine(
        rs.getString("item_id"),
        rs.getLong("item_version"),
        rs.getString("name"),
        rs.getInt("quantity"),
        rs.getLong("unit_price_minor"),
        List.of(Json.read(rs.getString("options"), OrderLine.ChosenOption[].class)),
        rs.getLong("discount_minor"),
        rs.getLong("tax_minor"));
  }

  private static Order order(ResultSet rs, List<OrderLine> lines) throws SQLException {
    Optional<String> riderId = optionalText(rs, "rider_id");
    String riderName = rs.getString("rider_name");
    String riderVehicle = rs.getString("rider_vehicle");
    return new Order(
        new OrderId(rs.getString("id")),
        new CityId(rs.getString("city_id")),
        rs.getString("customer_id"),
        rs.getString("restaurant_id"),
        OrderStatus.valueOf(rs.getString("status")),
        rs.getLong("version"),
        rs.getString("currency"),
        bill(rs),
        optionalText(rs, "promotion_code"),
        new GeoPoint(rs.getDouble("dropoff_lat"), rs.getDouble("dropoff_lng")),
        rs.getString("dropoff_text"),
        optionalText(rs, "ride_id"),
        riderId.map(id -> new Order.AssignedRider(id, riderName, riderVehicle)),
        instant(rs, "placed_at"),
        instant(rs, "promised_at"),
        instant(rs, "expected_ready_at"),
        optionalInstant(rs, "accepted_at"),
        optionalInstant(rs, "accept_by"),
        optionalInstant(rs, "ready_at"),
        optionalInstant(rs, "delivered_at"),
        optionalText(rs, "cancel_reason"),
        optionalText(rs, "next_action").map(json -> Json.read(json, NextAction.class)),
        lines);
  }

  private static Bill bill(ResultSet rs) throws SQLException {
    return new Bill(
        rs.getLong("items_minor"),
        rs.getLong("discount_minor"),
        rs.getLong("packaging_fee_minor"),
        rs.getLong("platform_fee_minor"),
        rs.getLong("delivery_fee_minor"),
        rs.getLong("tax_minor"),
        rs.getLong("tip_minor"));
  }
}
