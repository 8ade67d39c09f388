package io.dabba.server.payments;

/** What became of a refund. */
public sealed interface RefundOutcome {
  /** It is given back, or on its way to the customer. */
  record Done(String reference) implements RefundOutcome {}

  /** It will not be given back this way. */
  record Refused(String reason) implements RefundOutcome {}

  /** Nobody knows yet; the same call tells later. */
  record Unknown(String why) implements RefundOutcome {}
}
