package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.postgres.Columns;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What ops did to orders by force, and why: appended, never changed. */
public final class OpsActions {
  private OpsActions() {}

  /** One of them. */
  public record Action(
      String actor, String action, String reason, OrderStatus from, OrderStatus to, Instant at) {}

  /** Appends one, in the transaction that does it. */
  public static void add(
      Handle handle, OrderId id, String action, Cause cause, OrderStatus from, OrderStatus to) {
    handle
        .createUpdate(
            """
            INSERT INTO ops_actions (order_id, actor, action, reason, from_status, to_status, occurred_at)
            VALUES (:order, :actor, :action, :reason, :from, :to, :now)
            """)
        .bind("order", id.value())
        .bind("actor", cause.by())
        .bind("action", action)
        .bind("reason", cause.reason().orElse(""))
        .bind("from", from.name())
        .bind("to", to.name())
        .bind("now", cause.at())
        .execute();
  }

  /** Those of an order, the first first. */
  public static List<Action> of(Handle handle, OrderId id) {
    return handle
        .createQuery("SELECT * FROM ops_actions WHERE order_id = :order ORDER BY id")
        .bind("order", id.value())
        .map((rs, ctx) ->
            new Action(
                rs.getString("actor"),
                rs.getString("action"),
                rs.getString("reason"),
                OrderStatus.valueOf(rs.getString("from_status")),
                OrderStatus.valueOf(rs.getString("to_status")),
                Columns.instant(rs, "occurred_at")))
        .list();
  }
}
