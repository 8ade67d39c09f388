package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.AcceptanceRate;

/**
 * One way of a rider that is thought of: from where he is free to one pickup and from there to the
 * doors. Durations are in seconds.
 *
 * <p>A view that is read by a {@link CostModel} and valid only during its call.
 */
public interface Trip {
  /** How many orders are carried; at least one. */
  int orders();

  /** From when the customer ordered until the food is at the door; of the n-th order, from 0. */
  double clickToDoorSeconds(int order);

  /** How long the food stands ready before it is picked up; of the n-th order, from 0. */
  double readyToPickupSeconds(int order);

  /** The rider's way to the pickup. */
  double approachSeconds();

  /** From the arrival at the pickup, but not before the food is ready, until the rider is free. */
  double carryingSeconds();

  /** How many of the orders are more than the rider is owed; from 0 to {@link #orders}. */
  double surplusOrders();

  /** How likely the rider takes what he is offered. */
  AcceptanceRate acceptanceRate();
}
