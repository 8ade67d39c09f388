package io.dabba.dispatch.offer;

/** What became of {@link OfferBook#decline}. */
public sealed interface DeclineOutcome {
  /** The offer is closed. */
  record Declined(Offer offer) implements DeclineOutcome {}

  /** The offer had been declined already, by this token: the same answer again. */
  record AlreadyDeclined(Offer offer) implements DeclineOutcome {}

  /** The answer does not count. */
  record Stale(StaleReason reason) implements DeclineOutcome {}
}
