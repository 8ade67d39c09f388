package io.dabba.dispatch.offer;

/** What became of {@link OfferBook#tryOffer}. */
public sealed interface OfferOutcome {
  /** The rider holds the offer now. */
  record Opened(Offer offer) implements OfferOutcome {}

  /** Nothing changed. */
  record Refused(Reason reason) implements OfferOutcome {}

  /** Why an offer was not opened. */
  enum Reason {
    /** The rider holds another offer or a ride, or is off shift. */
    RIDER_NOT_FREE,
    /** The ride is held out to, or taken by, another rider, or is over. */
    RIDE_NOT_PENDING
  }
}
