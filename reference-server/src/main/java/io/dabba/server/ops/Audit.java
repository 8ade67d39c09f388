package io.dabba.server.ops;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What the stored rows say of the invariants: counted by SQL over the whole history, so that it
 * does not depend on anything that a process remembers.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Audit(
    Map<String, Long> ordersByStatus,
    Map<String, Long> cancelledByReason,
    long doubleBookedRiders,
    long doubleBookedOrders,
    long strandedOrders,
    long offers,
    Map<String, Long> offersByState,
    long lateAnswersRefused,
    long askedAgainAfterDecline,
    long outboxUnpublished,
    long outboxSetAside,
    long paymentsUnsettled,
    long refundsUnsettled,
    long moneyUnaccountedFor,
    long ordersUnpaid) {

  static Audit of(Handle handle) {
    return new Audit(
        counts(handle, "SELECT status, count(*) FROM orders GROUP BY 1 ORDER BY 1"),
        counts(
            handle,
            """
            SELECT cancel_reason, count(*) FROM orders WHERE status = 'CANCELLED' GROUP BY 1 ORDER BY 1
            """),
        doubleBookedRiders(handle),
        doubleBookedOrders(handle),
        strandedOrders(handle),
        count(handle, "SELECT count(*) FROM offers"),
        counts(handle, "SELECT status, count(*) FROM offers GROUP BY 1 ORDER BY 1"),
        count(handle, "SELECT coalesce(sum(late_answers), 0) FROM offers"),
        askedAgainAfterDecline(handle),
        count(handle, "SELECT count(*) FROM outbox WHERE NOT published AND NOT set_aside"),
        count(handle, "SELECT count(*) FROM outbox WHERE set_aside"),
        count(handle, "SELECT count(*) FROM payments WHERE due IS NOT NULL"),
        count(handle, "SELECT count(*) FROM refunds WHERE status = 'DUE'"),
        moneyUnaccountedFor(handle),
        count(
            handle, "SELECT count(*) FROM orders WHERE status IN ('CREATED', 'PAYMENT_PENDING')"));
  }

  /**
   * An offer binds its rider while it is open, and if it was accepted until the ride was over; no
   * two may overlap.
   */
  private static long doubleBookedRiders(Handle handle) {
    return count(
        handle,
        """
        SELECT count(DISTINCT a.rider_id)
        FROM offers a JOIN offers b ON b.rider_id = a.rider_id AND b.token > a.token
        WHERE b.opened_at < CASE a.status
                              WHEN 'OPEN' THEN 'infinity'
                              WHEN 'ACCEPTED' THEN coalesce(a.ended_at, 'infinity')
                              ELSE a.answered_at END
        """);
  }

  /** An order is double-booked if two riders had its ride at one time. */
  private static long doubleBookedOrders(Handle handle) {
    return count(
        handle,
        """
        SELECT count(DISTINCT o.id)
        FROM orders o
        JOIN offers a ON a.ride_id = o.ride_id AND a.status = 'ACCEPTED'
        JOIN offers b ON b.ride_id = o.ride_id AND b.status = 'ACCEPTED'
                     AND (b.rider_id, b.token) <> (a.rider_id, a.token) AND b.opened_at >= a.opened_at
        WHERE b.answered_at < coalesce(a.ended_at, 'infinity')
        """);
  }

  /**
   * An order is stranded if it is under way and nothing that is stored would move it: no payment
   * that is due, no search, and no rider who has its ride.
   */
  private static long strandedOrders(Handle handle) {
    return count(
        handle,
        """
        SELECT count(*)
        FROM orders o
        LEFT JOIN rides r ON r.id = o.ride_id
        LEFT JOIN payments p ON p.order_id = o.id
        WHERE CASE
          WHEN o.status IN ('DELIVERED', 'CANCELLED') THEN false
          WHEN o.status IN ('CREATED', 'PAYMENT_PENDING') THEN p.due IS NULL
          WHEN o.status = 'CONFIRMED' THEN r.status NOT IN ('PENDING', 'OFFERED')
          ELSE (r.status IN ('ACCEPTED', 'PICKED_UP') AND r.rider_id = o.rider_id) IS NOT TRUE
        END
        """);
  }

  /**
   * Orders whose ledger does not come to what it must: an order that is over holds nothing, and has
   * taken its total less its refunds if it was delivered, else nothing; one that is under way holds
   * its total or has it. Not counted while something is due with the gateway.
   */
  private static long moneyUnaccountedFor(Handle handle) {
    return count(
        handle,
        """
        SELECT count(*)
        FROM orders o JOIN payments p ON p.order_id = o.id
        LEFT JOIN LATERAL (SELECT coalesce(sum(held_minor), 0) AS held, coalesce(sum(taken_minor), 0) AS taken
                           FROM ledger l WHERE l.order_id = o.id) l ON true
        LEFT JOIN LATERAL (SELECT coalesce(sum(amount_minor) FILTER (WHERE status = 'DONE'), 0) AS done,
                                  count(*) FILTER (WHERE status = 'DUE') AS due
                           FROM refunds r WHERE r.order_id = o.id) r ON true
        WHERE p.due IS NULL AND r.due = 0 AND o.status NOT IN ('CREATED', 'PAYMENT_PENDING')
          AND CASE o.status
            WHEN 'DELIVERED' THEN l.held <> 0 OR l.taken <> o.total_minor - r.done
            WHEN 'CANCELLED' THEN l.held <> 0 OR l.taken <> 0
            ELSE l.held + l.taken <> o.total_minor - r.done END
        """);
  }

  /** Offers of a ride to a rider who had declined it, or had taken it and given it back. */
  private static long askedAgainAfterDecline(Handle handle) {
    return count(
        handle,
        """
        SELECT count(*) FROM offers b
        WHERE EXISTS (SELECT 1 FROM offers a
                      WHERE a.ride_id = b.ride_id AND a.rider_id = b.rider_id AND a.token < b.token
                        AND a.status IN ('DECLINED', 'ACCEPTED'))
        """);
  }

  private static long count(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  private static Map<String, Long> counts(Handle handle, String sql) {
    Map<String, Long> counts = new LinkedHashMap<>();
    handle
        .createQuery(sql)
        .map((rs, ctx) -> Map.entry(rs.getString(1), rs.getLong(2)))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }
}
