package io.dabba.dispatch.offer;

/** Why an answer to an offer changes nothing. */
public enum StaleReason {
  /** The rider was never given this token for this ride. */
  UNKNOWN_TOKEN,
  /** The time to answer was over. */
  EXPIRED,
  /** The offer was taken back. */
  WITHDRAWN,
  /** The rider had declined it. */
  DECLINED,
  /** The rider had accepted it. */
  ACCEPTED
}
