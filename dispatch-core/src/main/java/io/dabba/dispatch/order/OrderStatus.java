package io.dabba.dispatch.order;

/** Where an order stands; {@link OrderLifecycle} says what may follow what. */
public enum OrderStatus {
  /** Stored, its payment not yet asked for. */
  CREATED,
  /** The gateway's answer is not known yet, or the customer has to act. */
  PAYMENT_PENDING,
  /** Paid for; waiting for a rider. */
  CONFIRMED,
  /** A rider has accepted. */
  ASSIGNED,
  /** A rider has accepted and the food is ready. */
  READY,
  /** The rider has the food. */
  PICKED_UP,
  /** At the door. */
  DELIVERED,
  /** Ended on the way, its money returned. */
  CANCELLED
}
