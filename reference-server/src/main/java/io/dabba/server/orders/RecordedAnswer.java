package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.Problem;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The first answer to an Idempotency-Key, kept byte for byte.
 *
 * @param replayed whether this is not the first time it is given
 */
record RecordedAnswer(int status, String contentType, String body, boolean replayed) {
  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  /** What is known of a key. */
  record Claim(String fingerprint, OrderId order, Optional<RecordedAnswer> answer) {}

  static Optional<Claim> find(Handle handle, String customer, String key) {
    return handle
        .createQuery("SELECT * FROM idempotency_keys WHERE customer_id = :customer AND key = :key")
        .bind("customer", customer)
        .bind("key", key)
        .map((rs, ctx) -> {
          int status = rs.getInt("status");
          Optional<RecordedAnswer> answer =
              status == 0
                  ? Optional.empty()
                  : Optional.of(
                      new RecordedAnswer(
                          status, rs.getString("content_type"), rs.getString("body"), true));
          return new Claim(
              rs.getString("fingerprint"), new OrderId(rs.getString("order_id")), answer);
        })
        .findOne();
  }

  /** Claims a key for an order; false if somebody else has it. */
  static boolean claim(
      Handle handle, String customer, String key, String fingerprint, OrderId order) {
    return handle
            .createUpdate(
                """
                INSERT INTO idempotency_keys (customer_id, key, fingerprint, order_id)
                VALUES (:customer, :key, :fingerprint, :order) ON CONFLICT DO NOTHING
                """)
            .bind("customer", customer)
            .bind("key", key)
            .bind("fingerprint", fingerprint)
            .bind("order", order.value())
            .execute()
        == 1;
  }

  /** Records what the order has become as the answer, if none is recorded yet. */
  static void record(Handle handle, Order order) {
    RecordedAnswer answer = of(order);
    handle
        .createUpdate(
            """
            UPDATE idempotency_keys SET status = :status, content_type = :type, body = :body
            WHERE order_id = :order AND status IS NULL
            """)
        .bind("status", answer.status())
        .bind("type", answer.contentType())
        .bind("body", answer.body())
        .bind("order", order.id().value())
        .execute();
  }

  private static RecordedAnswer of(Order order) {
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
          false);
    }
    int status =
        switch (order.status()) {
          case CREATED, PAYMENT_PENDING -> 202;
          case CONFIRMED, ASSIGNED, READY, PICKED_UP, DELIVERED, CANCELLED -> 201;
        };
    return new RecordedAnswer(status, JSON, Json.text(OrderView.of(order)), false);
  }
}
