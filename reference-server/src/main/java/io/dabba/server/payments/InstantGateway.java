package io.dabba.server.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * Approves every charge on the spot, in this process, and remembers none: for benchmarks only.
 * Thread-safe.
 */
public final class InstantGateway implements PaymentGateway {
  public static final String NAME = "instant";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean knows(String method) {
    return method.equals("card");
  }

  @Override
  public Standing authorize(Charge charge) {
    return new Standing.Authorized(charge.key());
  }

  @Override
  public Standing capture(GatewayPayment payment, long amountMinor) {
    payment.requireCapturable(amountMinor);
    return new Standing.Captured(payment.charge().key(), amountMinor, 0);
  }

  @Override
  public Standing voidPayment(GatewayPayment payment) {
    return new Standing.Voided(payment.charge().key());
  }

  @Override
  public RefundOutcome refund(GatewayPayment payment, Refund refund) {
    return new RefundOutcome.Done(refund.key());
  }

  @Override
  public Standing status(GatewayPayment payment) {
    return new Standing.Authorized(payment.charge().key());
  }

  /** It sends none. */
  @Override
  public Optional<Notice> verify(Webhook webhook, Instant wallNow) {
    return Optional.empty();
  }
}
