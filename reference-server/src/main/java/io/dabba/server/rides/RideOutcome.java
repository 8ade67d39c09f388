package io.dabba.server.rides;

import io.dabba.dispatch.offer.StaleReason;

/** What became of a rider's word about a ride. */
public sealed interface RideOutcome {
  /** It counts, or had counted already. */
  record Done(RideView ride) implements RideOutcome {}

  /** The answer came too late or with an old token; nothing changed. */
  record Stale(StaleReason reason) implements RideOutcome {}

  /** The ride is not in a state for it; nothing changed. */
  record WrongState(String state) implements RideOutcome {}

  /** The rider has no such ride. */
  record Unknown() implements RideOutcome {}
}
