package io.dabba.dispatch;

import io.dabba.dispatch.matching.Candidate;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one round of a ride ended, and why.
 *
 * @param round how many rounds before it found nobody
 * @param radiusMeters how far riders were looked for
 * @param degraded whether it was cut short because too many rides were due
 * @param askedAgain whether riders who had not taken the ride were looked at again
 * @param notAsked who would not have been asked, wherever he was
 * @param considered the candidates seen, the nearest first
 * @param chosen who is asked; empty if nobody is
 */
public record Decision(
    RideId rideId,
    Instant at,
    int round,
    double radiusMeters,
    boolean degraded,
    boolean askedAgain,
    Set<RiderId> notAsked,
    List<Considered> considered,
    Optional<RiderId> chosen) {
  public Decision {
    notAsked = Set.copyOf(notAsked);
    considered = List.copyOf(considered);
  }

  /** A candidate, and what became of him. */
  public record Considered(Candidate candidate, Verdict verdict) {}

  /** Why a candidate was chosen or not. */
  public enum Verdict {
    /** He is asked. */
    CHOSEN,
    /** Another ride of the same window asks him. */
    TAKEN,
    /** Somebody who costs less is asked. */
    COSTS_MORE,
    /** He is free and costs no more than who is asked; the matcher wanted it so. */
    PASSED_OVER
  }
}
