package io.dabba.server.payments;

/** Where a payment stands with its gateway. */
public sealed interface Standing {
  /** The amount is set aside. */
  record Authorized(String reference) implements Standing {}

  /**
   * It was taken.
   *
   * @param takenMinor what was taken, refunds not deducted
   * @param refundedMinor what of that was given back
   */
  record Captured(String reference, long takenMinor, long refundedMinor) implements Standing {}

  /** What was set aside is free again: voided by us, or expired. */
  record Voided(String reference) implements Standing {}

  /** It will not be paid, and nothing is held. */
  record Refused(String reason) implements Standing {}

  /** The customer has to act first. */
  record NeedsAction(String reference, NextAction action) implements Standing {}

  /** The gateway has never heard of it. */
  record Absent() implements Standing {}

  /** Nobody knows: no answer in time, or one that says nothing. */
  record Unknown(String why) implements Standing {}
}
