package io.dabba.server.settlement;

import io.dabba.server.orders.Cause;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderEvents;
import io.dabba.server.orders.RecordedAnswer;
import io.dabba.server.postgres.NamedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        UPDATE payments p SET status = 'AUTHORIZED', due = NULL, leased = false, reference = :reference, attempts = attempts + 1
        FROM moved m WHERE p.order_id = m.id),
      booked AS (
        INSERT INTO ledger (order_id, movement, cause, held_minor, taken_minor, currency, occurred_at)
        SELECT id, 'AUTHORIZED', '', total_minor, 0, currency, :now FROM moved
        ON CONFLICT DO NOTHING),
      answered AS (
        UPDATE idempotency_keys k SET status = :answer, content_type = :contentType, body = :body,
          location = :location
        FROM moved m WHERE k.customer_id = m.customer_id AND k.key = m.idempotency_key AND k.status IS NULL
          AND k.wall_reaped_at IS NULL)
      %s
      """
          .formatted(OrderEvents.insertOf(OrderEvents.OF_STATUS));

  private static final NamedStatement STATEMENT = NamedStatement.of(SQL);

  private Confirmation() {}

  /** The answer, if the order stood where it was thought to. */
  public static Optional<RecordedAnswer> confirm(
      Connection connection,
      Order order,
      AcceptanceRule acceptance,
      String reference,
      String gateway,
      Instant now)
      throws SQLException {
    Optional<Instant> accepted = acceptance.acceptedAt(now);
    Optional<Instant> acceptBy = acceptance.acceptBy(now);
    RecordedAnswer answer = RecordedAnswer.of(order.confirmed(accepted, acceptBy));
    Map<String, @Nullable Object> arguments =
        new HashMap<>(OrderEvents.arguments(Cause.gateway(gateway, now)));
    arguments.put("id", order.id().value());
    arguments.put("from", order.status().name());
    arguments.put("accepted", accepted.orElse(null));
    arguments.put("acceptBy", acceptBy.orElse(null));
    arguments.put("reference", reference);
    arguments.put("answer", answer.status());
    arguments.put("contentType", answer.contentType());
    arguments.put("body", answer.body());
    arguments.put("location", answer.location().orElse(null));
    return STATEMENT.update(connection, arguments) == 1 ? Optional.of(answer) : Optional.empty();
  }
}
