package io.dabba.dispatch;

import io.dabba.dispatch.matching.Planning;
import java.time.Duration;

/**
 * All tuning of a {@link CityDispatcher}; durations are of domain time.
 *
 * @param offerTtl how long a rider may think
 * @param pickupLead how long before the food is ready the search for a rider begins
 * @param roundInterval how long a ride waits after a round that found nobody
 * @param refusalPause how long a ride waits after the store refused an offer
 * @param radiusMeters the radius of the first round
 * @param radiusStepMeters by how much it grows with each round that found nobody
 * @param maxRadiusMeters where it stops
 * @param candidates the most riders that are looked at per ride and round
 * @param maxPositionAge riders not heard of for longer are not asked
 * @param maxRounds after as many rounds that found nobody the search ends
 * @param giveUpAfter after as long the search ends, however many rounds there were
 * @param askAgain who may be asked again once nobody else is left within the greatest radius
 * @param windowSize the most rides matched in one step, those due longest first; if more are due,
 *     matching is cut short: greedy, without widening, with fewer candidates
 * @param overloadWindowSize the most rides matched in one step then, at least {@code windowSize}
 * @param overloadCandidates the most riders that are looked at per ride then
 * @param planAhead how long before its search begins a ride is planned with, by a matcher that
 *     looks ahead
 * @param planInterval the least time between two plans of such a matcher; what falls due meanwhile
 *     waits for the next
 * @param iterations the most work that goes into improving a plan, in trips tried
 * @param planning how trips are planned
 */
public record DispatchPolicy(
    Duration offerTtl,
    Duration pickupLead,
    Duration roundInterval,
    Duration refusalPause,
    double radiusMeters,
    double radiusStepMeters,
    double maxRadiusMeters,
    int candidates,
    Duration maxPositionAge,
    int maxRounds,
    Duration giveUpAfter,
    AskAgain askAgain,
    int windowSize,
    int overloadWindowSize,
    int overloadCandidates,
    Duration planAhead,
    Duration planInterval,
    int iterations,
    Planning planning) {

  public DispatchPolicy {
    requirePositive("offerTtl", offerTtl);
    requirePositive("roundInterval", roundInterval);
    requirePositive("refusalPause", refusalPause);
    requirePositive("maxPositionAge", maxPositionAge);
    requirePositive("giveUpAfter", giveUpAfter);
    requireNotNegative("pickupLead", pickupLead);
    if (!(radiusMeters > 0 && radiusMeters <= maxRadiusMeters)) {
      throw new IllegalArgumentException(
          "radiusMeters=%s is not in (0, maxRadiusMeters=%s]"
              .formatted(radiusMeters, maxRadiusMeters));
    }
    requireRange("radiusStepMeters", radiusStepMeters, 0.0, 100_000.0);
    requireRange("maxRadiusMeters", maxRadiusMeters, 1.0, 100_000.0);
    requireRange("candidates", candidates, 1, 1_000);
    requireRange("maxRounds", maxRounds, 1, 100_000);
    requireRange("windowSize", windowSize, 1, 10_000);
    requireRange("overloadWindowSize", overloadWindowSize, windowSize, 10_000);
    requireRange("overloadCandidates", overloadCandidates, 1, candidates);
    requireNotNegative("planAhead", planAhead);
    requireNotNegative("planInterval", planInterval);
    requireRange("iterations", iterations, 0, 1_000_000_000);
  }

  /** What suits a city of scooters. */
  public static DispatchPolicy standard() {
    return builder().build();
  }

  /** The standard policy, to be changed where a city differs. */
  public static DispatchPolicyBuilder builder() {
    return new DispatchPolicyBuilder();
  }

  /** The radius in metres of a round, by how many before it found nobody. */
  public double radiusOf(int rounds) {
    return Math.min(maxRadiusMeters, radiusMeters + rounds * radiusStepMeters);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s=%s is not positive".formatted(name, value));
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s=%s is negative".formatted(name, value));
    }
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s=%d is not between %d and %d".formatted(name, value, min, max));
    }
  }

  private static void requireRange(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s=%s is not between %s and %s".formatted(name, value, min, max));
    }
  }
}
