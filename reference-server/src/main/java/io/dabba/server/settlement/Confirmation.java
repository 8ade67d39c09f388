package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderEvents;
import io.dabba.server.orders.RecordedAnswer;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Confirms an order whose payment is authorized: status, payment, ledger, event and the answer to
 * whoever placed it, in one statement, so that it is one round trip and one commit where nothing
 * else is to be done.
 */
public final class Confirmation {
  /** For a benchmark that runs the very same. */
  public static final String SQL =
      """
      WITH moved AS (
        UPDATE orders SET status = 'CONFIRMED', version = version + 1, confirmed_at = :now,
          accepted_at = :accepted, accept_by = :acceptBy,
          deadline_at = greatest(:now, expected_ready_at) + interval '60 minutes'
        WHERE id = :id AND status = :from
        RETURNING *),
      paid AS (
        UPDATE payments p SET status = 'AUTHORIZED', due = NULL, reference = :reference, attempts = attempts + 1
        FROM moved m WHERE p.order_id = m.id),
      booked AS (
        INSERT INTO ledger (order_id, movement, cause, held_minor, taken_minor, currency, occurred_at)
        SELECT id, 'AUTHORIZED', '', total_minor, 0, currency, :now FROM moved
        ON CONFLICT DO NOTHING),
      answered AS (
        UPDATE idempotency_keys k SET status = :answer, content_type = :contentType, body = :body,
          location = :location
        FROM moved m WHERE k.customer_id = m.customer_id AND k.order_id = m.id AND k.status IS NULL
          AND k.wall_reaped_at IS NULL)
      %s
      """
          .formatted(OrderEvents.insertOf(OrderEvents.OF_STATUS));

  private Confirmation() {}

  /** The answer, if the order stood where it was thought to. */
  public static Optional<RecordedAnswer> confirm(
      Handle handle,
      Order order,
      AcceptanceRule acceptance,
      String reference,
      String gateway,
      Instant now) {
    Optional<Instant> accepted = acceptance.acceptedAt(now);
    Optional<Instant> acceptBy = acceptance.acceptBy(now);
    RecordedAnswer answer = RecordedAnswer.of(order.confirmed(accepted, acceptBy));
    OrderStatus from = order.status();
    int moved =
        handle
            .createUpdate(SQL)
            .bind("id", order.id().value())
            .bind("from", from.name())
            .bind("accepted", accepted.orElse(null))
            .bind("acceptBy", acceptBy.orElse(null))
            .bind("reference", reference)
            .bind("answer", answer.status())
            .bind("contentType", answer.contentType())
            .bind("body", answer.body())
            .bind("location", answer.location().orElse(null))
            .bindMap(OrderEvents.arguments(Cause.gateway(gateway, now)))
            .execute();
    return moved == 1 ? Optional.of(answer) : Optional.empty();
  }
}
