package io.dabba.dispatch.order;

import io.dabba.geo.OpaqueId;

/** The id of an order; see {@link OpaqueId} for what it may hold. */
public record OrderId(String value) {
  public OrderId {
    OpaqueId.require("orderId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
