package io.dabba.dispatch.order;

import static io.dabba.dispatch.order.OrderStatus.ASSIGNED;
import static io.dabba.dispatch.order.OrderStatus.CANCELLED;
import static io.dabba.dispatch.order.OrderStatus.CONFIRMED;
import static io.dabba.dispatch.order.OrderStatus.CREATED;
import static io.dabba.dispatch.order.OrderStatus.DELIVERED;
import static io.dabba.dispatch.order.OrderStatus.PAYMENT_PENDING;
import static io.dabba.dispatch.order.OrderStatus.PICKED_UP;
import static io.dabba.dispatch.order.OrderStatus.READY;

import io.dabba.dispatch.lifecycle.Lifecycle;

/** The life of an order, as one table. */
public final class OrderLifecycle {
  /** Every transition an order may make. */
  public static final Lifecycle<OrderStatus> TABLE =
      Lifecycle.of(OrderStatus.class)
          .allow(CREATED, PAYMENT_PENDING, "customer must act, or the gateway's answer is unknown")
          .allow(CREATED, CONFIRMED, "payment authorized")
          .allow(CREATED, CANCELLED, "payment refused")
          .allow(PAYMENT_PENDING, CONFIRMED, "gateway says authorized")
          .allow(PAYMENT_PENDING, CANCELLED, "gateway says refused, or too late")
          .allow(CONFIRMED, ASSIGNED, "rider accepts")
          .allow(CONFIRMED, CANCELLED, "restaurant rejects, customer cancels, no rider found")
          .allow(ASSIGNED, READY, "restaurant marks the food ready")
          .allow(ASSIGNED, CONFIRMED, "rider drops out")
          .allow(ASSIGNED, CANCELLED, "ops")
          .allow(READY, PICKED_UP, "rider leaves with the food")
          .allow(READY, CONFIRMED, "rider drops out")
          .allow(READY, CANCELLED, "ops")
          .allow(PICKED_UP, DELIVERED, "rider is at the door")
          .allow(PICKED_UP, CANCELLED, "ops")
          .build();

  private OrderLifecycle() {}
}
