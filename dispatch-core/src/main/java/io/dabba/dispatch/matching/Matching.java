package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.RideId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a matcher makes of a window. A ride that is neither assigned nor waits has found nobody.
 *
 * @param assignments what is offered now
 * @param waits the rides that have a rider in view and need not be decided yet, with the instant at
 *     which they must be looked at again at the latest
 * @param iterations how much work it was, in the unit of {@link Window#iterations}
 */
public record Matching(List<Assignment> assignments, Map<RideId, Instant> waits, int iterations) {
  public Matching {
    assignments = List.copyOf(assignments);
    waits = Map.copyOf(waits);
  }

  /** Offers alone: who is not asked now has found nobody. */
  public static Matching of(List<Assignment> assignments) {
    return new Matching(assignments, Map.of(), 0);
  }
}
