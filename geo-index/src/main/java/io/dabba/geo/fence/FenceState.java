package io.dabba.geo.fence;

import java.time.Instant;

/**
 * How a rider stands to one fence: all that a {@link GeofenceTracker} remembers between two fixes,
 * so that it can be stored, and the follow go on after a restart. Begin with {@link #outside}.
 *
 * @param since when the stay began; outside, when he left or the follow began
 * @param evidence how much speaks for a crossing, as a share of what is needed: 0 to below 1
 * @param evidenceSince the fix with which the evidence began; of no meaning if there is none
 * @param seenAt the latest fix; what is not newer is ignored
 */
public record FenceState(
    Stay stay, Instant since, double evidence, Instant evidenceSince, Instant seenAt) {
  /** Where the rider is taken to be. */
  public enum Stay {
    OUTSIDE,
    INSIDE,
    /** Inside, and long enough for a {@link FenceEvent.Kind#DWELL}. */
    DWELLING
  }

  /**
   * @throws IllegalArgumentException if the evidence is out of its range
   */
  public FenceState {
    if (!(evidence >= 0 && evidence < 1)) {
      throw new IllegalArgumentException(
          "evidence=%s is not from 0 to below 1".formatted(evidence));
    }
  }

  /** A rider who is followed from now on, and enters if he is inside already. */
  public static FenceState outside(Instant now) {
    return new FenceState(Stay.OUTSIDE, now, 0, now, now);
  }

  /** A rider who is known to have entered then. */
  public static FenceState inside(Instant since) {
    return new FenceState(Stay.INSIDE, since, 0, since, since);
  }

  /** Whether the rider is taken to be inside. */
  public boolean isInside() {
    return stay != Stay.OUTSIDE;
  }
}
