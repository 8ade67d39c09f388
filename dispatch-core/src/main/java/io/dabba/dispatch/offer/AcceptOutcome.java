package io.dabba.dispatch.offer;

/** What became of {@link OfferBook#accept}. */
public sealed interface AcceptOutcome {
  /** The ride is the rider's. */
  record Accepted(Offer offer) implements AcceptOutcome {}

  /** The ride was the rider's already, by this token: the same answer again. */
  record AlreadyAccepted(Offer offer) implements AcceptOutcome {}

  /** The answer does not count. */
  record Stale(StaleReason reason) implements AcceptOutcome {}
}
