package io.dabba.server.orders;

/** Why an order was cancelled. */
public enum CancelReason {
  PAYMENT_REFUSED,
  PAYMENT_TIMED_OUT,
  RESTAURANT_REJECTED,
  RESTAURANT_TIMED_OUT,
  BY_CUSTOMER,
  BY_OPS,
  NO_RIDER
}
