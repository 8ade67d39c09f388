package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.DispatchPolicyBuilder;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.matching.Capacity;
import io.dabba.dispatch.matching.CostWeights;
import io.dabba.dispatch.matching.Planning;
import io.dabba.dispatch.matching.ServiceTimes;
import io.dabba.dispatch.ride.Ride;
import java.time.Duration;

/**
 * How a city dispatches that delivers by the rules of an instance: the strategies of production,
 * with the courier rules of the problem by policy. The same for every instance.
 */
enum CityStrategy {
  /** The nearest rider for each order, soon enough before its food is ready. */
  GREEDY,
  /** Plans ahead; see {@link Strategy#batch}. */
  BATCH;

  /** No instance is wider. */
  private static final double WHOLE_PLANE_METERS = 100_000;

  /** The rules have no limit of their own; costs keep bundles short. */
  private static final Duration MAX_BUNDLE_DELAY = Duration.ofMinutes(30);

  private static final int EVERYBODY = 1_000;
  private static final int ALL_RIDES = 10_000;

  /**
   * The strategy of that name.
   *
   * @throws UsageException if there is none
   */
  static CityStrategy named(String name) {
    return switch (name) {
      case "greedy" -> GREEDY;
      case "batch" -> BATCH;
      default -> throw new UsageException("--matcher=%s is not greedy or batch".formatted(name));
    };
  }

  /**
   * The weights of that name.
   *
   * @throws UsageException if there are none
   */
  static CostWeights weights(String name) {
    return switch (name) {
      case "speed" -> CostWeights.speed();
      case "balanced" -> CostWeights.balanced();
      case "economy" -> CostWeights.economy();
      default ->
          throw new UsageException(
              "--weights=%s is not speed, balanced or economy".formatted(name));
    };
  }

  /**
   * @param weights by which trips are compared; greedy has costs of its own
   */
  Strategy of(Rules rules, CostWeights weights) {
    DispatchPolicyBuilder policy =
        DispatchPolicy.builder()
            .radiusMeters(WHOLE_PLANE_METERS)
            .maxRadiusMeters(WHOLE_PLANE_METERS)
            .maxPositionAge(Duration.ofDays(2))
            .giveUpAfter(Duration.ofMinutes(rules.maxMinutes()));
    Strategy strategy =
        switch (this) {
          case GREEDY -> Strategy.standard();
          case BATCH -> {
            policy.candidates(EVERYBODY).windowSize(ALL_RIDES).planning(planning(rules));
            yield Strategy.batch().withCosts(weights);
          }
        };
    return strategy
        .withPolicy(policy.build())
        .withTravelTimes(new StraightWays(rules.metersPerMinute()));
  }

  /** A rider who always accepts at once need not be asked before he must leave. */
  private static Planning planning(Rules rules) {
    Planning standard = Planning.standard();
    Duration halfPickup = Duration.ofMinutes(rules.pickupMinutes() / 2);
    Duration halfDropoff = Duration.ofMinutes(rules.dropoffMinutes() / 2);
    return new Planning(
        new ServiceTimes(halfPickup, halfPickup, halfDropoff, halfDropoff),
        Capacity.of(Ride.MAX_ORDERS),
        standard.maxTrips(),
        Duration.ZERO,
        Duration.ofHours(1),
        MAX_BUNDLE_DELAY,
        Duration.ofMinutes(rules.maxMinutes()),
        standard.urgentAfter(),
        standard.unserved());
  }
}
