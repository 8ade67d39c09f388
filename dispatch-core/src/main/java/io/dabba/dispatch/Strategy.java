package io.dabba.dispatch;

import io.dabba.dispatch.eta.GreatCircleTravelTimes;
import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.matching.BatchMatcher;
import io.dabba.dispatch.matching.CostModel;
import io.dabba.dispatch.matching.CostWeights;
import io.dabba.dispatch.matching.ExpectedPickup;
import io.dabba.dispatch.matching.GreedyMatcher;
import io.dabba.dispatch.matching.Matcher;

/** What a {@link CityDispatcher} decides by; every part may be the caller's own. */
public record Strategy(
    DispatchPolicy policy, Matcher matcher, CostModel costs, TravelTimes travelTimes) {
  /** What needs no data of the city's own. */
  public static Strategy standard() {
    return new Strategy(
        DispatchPolicy.standard(),
        new GreedyMatcher(),
        ExpectedPickup.standard(),
        new GreatCircleTravelTimes());
  }

  /** Plans ahead: bundles, waits where that helps, and thinks of riders who will be free soon. */
  public static Strategy batch() {
    return standard().withMatcher(new BatchMatcher()).withCosts(CostWeights.balanced());
  }

  /** The same by another policy. */
  public Strategy withPolicy(DispatchPolicy policy) {
    return new Strategy(policy, matcher, costs, travelTimes);
  }

  /** The same by another matcher. */
  public Strategy withMatcher(Matcher matcher) {
    return new Strategy(policy, matcher, costs, travelTimes);
  }

  /** The same by other costs. */
  public Strategy withCosts(CostModel costs) {
    return new Strategy(policy, matcher, costs, travelTimes);
  }

  /** The same by other travel times. */
  public Strategy withTravelTimes(TravelTimes travelTimes) {
    return new Strategy(policy, matcher, costs, travelTimes);
  }
}
