package io.dabba.dispatch.matching;

import java.time.Duration;

/**
 * How trips are planned. Durations are of domain time.
 *
 * @param service what it takes at a restaurant and at a door
 * @param capacity how many orders a rider carries at once
 * @param maxTrips how many trips of a rider are planned, one after the other; only the first of
 *     them is ever offered
 * @param offerLead how long before a rider must leave he is asked, so that there is time to think
 *     and to refuse
 * @param soonFree a rider who is free only later than that from now is not planned with
 * @param maxBundleDelay how much later than alone an order may be at its door because others are
 *     delivered before it
 * @param maxClickToDoor an order that would be at its door later than that after it was placed is
 *     not planned; longer than any order may take, unless late food is worth nothing
 * @param urgentAfter an order whose food has been ready that long and that has no rider goes before
 *     all that are not
 * @param unserved what it costs to leave an order without a rider for now, in the unit of the costs
 */
public record Planning(
    ServiceTimes service,
    Capacity capacity,
    int maxTrips,
    Duration offerLead,
    Duration soonFree,
    Duration maxBundleDelay,
    Duration maxClickToDoor,
    Duration urgentAfter,
    double unserved) {
  public Planning {
    if (maxTrips < 1 || maxTrips > 10) {
      throw new IllegalArgumentException("maxTrips=%d is not between 1 and 10".formatted(maxTrips));
    }
    requireNotNegative("offerLead", offerLead);
    requireNotNegative("soonFree", soonFree);
    requireNotNegative("maxBundleDelay", maxBundleDelay);
    requireNotNegative("maxClickToDoor", maxClickToDoor);
    requireNotNegative("urgentAfter", urgentAfter);
    if (!(unserved > 0 && unserved <= 1e6)) {
      throw new IllegalArgumentException(
          "unserved=%s is not between 0 and 1e6".formatted(unserved));
    }
  }

  /** What suits a city of scooters. */
  public static Planning standard() {
    return new Planning(
        ServiceTimes.standard(),
        Capacity.standard(),
        3,
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofMinutes(15),
        Duration.ofHours(24),
        Duration.ofMinutes(30),
        150);
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s=%s is negative".formatted(name, value));
    }
  }
}
