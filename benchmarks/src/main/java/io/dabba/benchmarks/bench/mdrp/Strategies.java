package io.dabba.benchmarks.bench.mdrp;

import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Strategy;
import java.time.Duration;

/** How a city dispatches that delivers by the rules of an instance. */
final class Strategies {
  /** No instance is wider. */
  private static final double WHOLE_PLANE_METERS = 100_000;

  private Strategies() {}

  /** The nearest rider for each order, soon enough before its food is ready. */
  static Strategy greedy(Instance.Rules rules) {
    DispatchPolicy policy =
        DispatchPolicy.builder()
            .radiusMeters(WHOLE_PLANE_METERS)
            .maxRadiusMeters(WHOLE_PLANE_METERS)
            .giveUpAfter(Duration.ofMinutes(rules.maxMinutes()))
            .build();
    return Strategy.standard()
        .withPolicy(policy)
        .withTravelTimes(new StraightWays(rules.metersPerMinute()));
  }
}
