package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** What has to happen to the ride of an order that is cancelled, in the same transaction. */
@FunctionalInterface
public interface RideCancellation {
  void orderCancelled(Handle handle, OrderId order, Instant now);
}
