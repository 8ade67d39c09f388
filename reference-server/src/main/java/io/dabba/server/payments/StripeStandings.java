package io.dabba.server.payments;

import com.stripe.exception.CardException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Stripe's answers mean. */
final class StripeStandings {
  private StripeStandings() {}

  static Standing of(PaymentIntent intent) {
    String id = intent.getId();
    if (id == null || intent.getStatus() == null) {
      return new Standing.Unknown("the answer has no status");
    }
    return switch (intent.getStatus()) {
      case "requires_capture" -> new Standing.Authorized(id);
      case "succeeded" ->
          new Standing.Captured(
              id,
              minor(intent.getAmountReceived(), intent),
              minor(refunded(intent.getLatestChargeObject()), intent));
      case "canceled" -> new Standing.Voided(id);
      case "requires_action" -> new Standing.NeedsAction(id, action(intent));
      case "requires_payment_method" ->
          intent.getLastPaymentError() == null
              ? new Standing.Absent()
              : new Standing.Refused(reason(intent.getLastPaymentError()));
      // it was never confirmed
      case "requires_confirmation" -> new Standing.Absent();
      default -> new Standing.Unknown("the payment is " + intent.getStatus());
    };
  }

  static Standing refused(CardException e) {
    return new Standing.Refused(
        Optional.ofNullable(e.getDeclineCode()).orElse(String.valueOf(e.getCode())));
  }

  static RefundOutcome of(com.stripe.model.Refund refund) {
    String status = refund.getStatus();
    if (refund.getId() == null || status == null) {
      return new RefundOutcome.Unknown("the answer has no status");
    }
    return switch (status) {
      case "succeeded", "pending", "requires_action" -> new RefundOutcome.Done(refund.getId());
      case "failed", "canceled" ->
          new RefundOutcome.Refused(Optional.ofNullable(refund.getFailureReason()).orElse(status));
      default -> new RefundOutcome.Unknown("the refund is " + status);
    };
  }

  private static String reason(StripeError error) {
    return Optional.ofNullable(error.getDeclineCode())
        .or(() -> Optional.ofNullable(error.getCode()))
        .orElse("refused");
  }

  private static NextAction action(PaymentIntent intent) {
    PaymentIntent.NextAction next = intent.getNextAction();
    if (next.getRedirectToUrl() != null) {
      return new NextAction("redirect", Map.of("url", next.getRedirectToUrl().getUrl()));
    }
    return new NextAction(next.getType(), Map.of("clientSecret", intent.getClientSecret()));
  }

  private static long minor(long amount, PaymentIntent intent) {
    return StripeAmounts.minor(amount, intent.getCurrency());
  }

  private static long refunded(@Nullable Charge charge) {
    return charge == null ? 0 : charge.getAmountRefunded();
  }
}
