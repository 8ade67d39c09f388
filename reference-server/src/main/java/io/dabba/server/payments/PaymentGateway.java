package io.dabba.server.payments;

/**
 * Whoever moves the money. Every call names the payment by our key and may be repeated: the gateway
 * does it once. Calls block, for a bounded time; one whose outcome is not known is {@link
 * Result.Unknown}, never guessed.
 */
public interface PaymentGateway {
  /** Whether a customer can pay by this method; answered without asking anybody. */
  boolean knows(String method);

  /** Asks for the amount to be set aside. */
  Result authorize(Charge charge);

  /** What the gateway knows of a payment. */
  Result status(String key);

  /** Takes what was set aside; false if that is not known to have happened. */
  boolean capture(String key);

  /** Gives back what was set aside or taken; false if that is not known to have happened. */
  boolean giveBack(String key);

  /**
   * What to charge.
   *
   * @param key our name for the payment; the same key is the same payment
   * @param method how the customer pays
   */
  record Charge(String key, long amountMinor, String currency, String method) {}

  /** Where a payment stands. */
  sealed interface Result {
    /** The amount is set aside. */
    record Approved() implements Result {}

    /** It will not be paid. */
    record Refused(String reason) implements Result {}

    /** The customer has to act first. */
    record NeedsAction(String url) implements Result {}

    /** Nobody knows yet. */
    record Unknown() implements Result {}
  }
}
