package io.dabba.dispatch.matching;

import java.time.Duration;

/**
 * Costs as a weighted sum. The unit is a minute that a customer waits: a weight of 0.3 says that
 * one unit of that kind is worth as much as 18 seconds of one customer's time.
 *
 * <p>Lateness grows with its square, so that however far away it lives no order is passed over for
 * ever by nearer ones.
 *
 * @param clickToDoor of a minute between order and door
 * @param target the click-to-door time past which an order is late; positive
 * @param lateness of the first minute past the target; the n-th minute costs about 1 + 2n/10 times
 *     that
 * @param idleFood of a minute that food stands ready
 * @param riderTime of a minute of a rider on the way or carrying
 * @param refusal of an offer that is surely refused: the time that it loses
 * @param surplus of an order that goes to a rider who has had all that he is owed, while others
 *     have not
 */
public record CostWeights(
    double clickToDoor,
    Duration target,
    double lateness,
    double idleFood,
    double riderTime,
    double refusal,
    double surplus)
    implements CostModel {
  private static final double MINUTE = 60;
  private static final double MOST = 1_000;

  public CostWeights {
    requireWeight("clickToDoor", clickToDoor);
    requireWeight("lateness", lateness);
    requireWeight("idleFood", idleFood);
    requireWeight("riderTime", riderTime);
    requireWeight("refusal", refusal);
    requireWeight("surplus", surplus);
    if (!target.isPositive()) {
      throw new IllegalArgumentException("target=%s is not positive".formatted(target));
    }
  }

  /** The doors first; riders may ride far, and some earn more than others. */
  public static CostWeights speed() {
    return new CostWeights(1, Duration.ofMinutes(40), 0.2, 1, 0, 1, 0.2);
  }

  /** What suits most platforms. */
  public static CostWeights balanced() {
    return new CostWeights(1, Duration.ofMinutes(40), 0.1, 1, 0.02, 1, 1);
  }

  /** Short ways and evenly spread earnings, for some minutes of waiting. */
  public static CostWeights economy() {
    return new CostWeights(1, Duration.ofMinutes(40), 0.1, 0.5, 0.1, 1, 4);
  }

  @Override
  public double cost(Trip trip) {
    double cost =
        riderTime * (trip.approachSeconds() + trip.carryingSeconds()) / MINUTE
            + refusal * (1 - trip.acceptanceRate().value())
            + surplus * trip.surplusOrders();
    double late = target.toSeconds();
    for (int order = 0; order < trip.orders(); order++) {
      double clickToDoorSeconds = trip.clickToDoorSeconds(order);
      cost +=
          clickToDoor * clickToDoorSeconds / MINUTE
              + idleFood * trip.readyToPickupSeconds(order) / MINUTE;
      if (clickToDoorSeconds > late) {
        double minutes = (clickToDoorSeconds - late) / MINUTE;
        cost += lateness * minutes * (1 + minutes / 10);
      }
    }
    return cost;
  }

  private static void requireWeight(String name, double value) {
    if (!(value >= 0 && value <= MOST)) {
      throw new IllegalArgumentException(
          "%s=%s is not between 0 and %.0f".formatted(name, value, MOST));
    }
  }
}
