package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.AcceptanceRate;

/** A trip with one order, as a test says it is. */
record FixedTrip(
    double clickToDoorSeconds,
    double readyToPickupSeconds,
    double approachSeconds,
    double carryingSeconds,
    double surplusOrders,
    AcceptanceRate acceptanceRate)
    implements Trip {
  static FixedTrip approach(double seconds, double acceptanceRate) {
    return new FixedTrip(0, 0, seconds, 0, 0, new AcceptanceRate(acceptanceRate));
  }

  @Override
  public int orders() {
    return 1;
  }

  @Override
  public double clickToDoorSeconds(int order) {
    return clickToDoorSeconds;
  }

  @Override
  public double readyToPickupSeconds(int order) {
    return readyToPickupSeconds;
  }
}
