package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.Problem;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The first answer to an Idempotency-Key, kept byte for byte: the record of what came of placing an
 * order.
 */
public record RecordedAnswer(
    int status, String contentType, String body, Optional<String> location) {
  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  /** What is known of a key; no answer while it is not recorded, or once it was reaped. */
  public record Claim(
      String fingerprint, OrderId order, Optional<RecordedAnswer> answer, boolean reaped) {}

  /** Records what the order has become as the answer, if none is recorded yet. */
  public static void record(Handle handle, Order order) {
    RecordedAnswer answer = of(order);
    handle
        .createUpdate(
            """
            UPDATE idempotency_keys k SET status = :status, content_type = :type, body = :body,
              location = :location
            FROM orders o
            WHERE o.id = :order AND k.customer_id = o.customer_id AND k.key = o.idempotency_key
              AND k.status IS NULL AND k.wall_reaped_at IS NULL
            """)
        .bind("status", answer.status())
        .bind("type", answer.contentType())
        .bind("body", answer.body())
        .bind("location", answer.location().orElse(null))
        .bind("order", order.id().value())
        .execute();
  }

  /** The answer to whoever placed an order that stands so now. */
  public static RecordedAnswer of(Order order) {
    if (order.cancelReason().filter(CancelReason.PAYMENT_REFUSED.name()::equals).isPresent()) {
      return new RecordedAnswer(
          402,
          PROBLEM_JSON,
          Json.text(
              Problem.of(
                      402,
                      "payment-refused",
                      "The payment was refused",
                      "Order %s is cancelled; nothing was charged".formatted(order.id()))
                  .with("orderId", order.id().value())),
          Optional.empty());
    }
    int status =
        switch (order.status()) {
          case CREATED, PAYMENT_PENDING -> 202;
          case CONFIRMED, ASSIGNED, READY, PICKED_UP, DELIVERED, CANCELLED -> 201;
        };
    return new RecordedAnswer(
        status,
        JSON,
        Json.text(OrderView.of(order)),
        Optional.of("/v1/orders/" + order.id().value()));
  }
}
