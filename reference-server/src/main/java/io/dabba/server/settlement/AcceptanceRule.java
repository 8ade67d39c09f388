package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.catalog.Acceptance;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How a restaurant takes on an order that is paid for.
 *
 * @param within how long it may take to say yes, where somebody has to
 */
public record AcceptanceRule(Acceptance acceptance, Duration within) {
  /** When an order that is confirmed now is accepted, if it is with that. */
  Optional<Instant> acceptedAt(Instant now) {
    return acceptance == Acceptance.AUTO ? Optional.of(now) : Optional.empty();
  }

  /** Until when the restaurant has to accept an order that is confirmed now, if it has to. */
  Optional<Instant> acceptBy(Instant now) {
    return acceptance == Acceptance.MANUAL ? Optional.of(now.plus(within)) : Optional.empty();
  }

  /** How the restaurant of an order does it. */
  static AcceptanceRule find(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT r.accepts, r.accept_minutes FROM restaurants r JOIN orders o ON o.restaurant_id = r.id
            WHERE o.id = :order
            """)
        .bind("order", order.value())
        .map((rs, ctx) ->
            new AcceptanceRule(
                Acceptance.valueOf(rs.getString("accepts")),
                Duration.ofMinutes(rs.getInt("accept_minutes"))))
        .one();
  }
}
