package io.dabba.server.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * Whoever moves the money. Every call names the payment by our key and may be repeated: the gateway
 * does it once, and says where the payment stands now. Calls block, for a bounded time; what cannot
 * be learnt within it is {@link Standing.Unknown}, never guessed and never an exception.
 * Implementations are thread-safe.
 */
public interface PaymentGateway {
  /**
   * What it is called in stored payments and in the path of its webhooks, such as {@code stripe}.
   */
  String name();

  /** Whether a customer can pay by this method here; answered without asking anybody. */
  boolean knows(String method);

  /**
   * Asks for the amount to be set aside. The same key is the same payment, so that a call whose
   * answer was lost is made again with the same charge.
   */
  Standing authorize(Charge charge);

  /**
   * Takes so much of what was set aside and releases the rest.
   *
   * @param amountMinor from 1 to the amount of the charge
   */
  Standing capture(GatewayPayment payment, long amountMinor);

  /**
   * Has nothing stay with us of a payment that no refund was asked of: releases what was set aside,
   * or gives all of it back where the gateway has taken it already. {@link Standing.Absent} if the
   * gateway has never heard of it.
   */
  Standing voidPayment(GatewayPayment payment);

  /** Gives back a part of what was taken. */
  RefundOutcome refund(GatewayPayment payment, Refund refund);

  /** What the gateway knows of a payment. */
  Standing status(GatewayPayment payment);

  /**
   * What a webhook is about, if it comes from the gateway: signed by it, and not so long ago that
   * somebody may be playing it again.
   *
   * @param wallNow what time it is on the wall, which is what signatures are stamped with
   */
  Optional<Notice> verify(Webhook webhook, Instant wallNow);
}
