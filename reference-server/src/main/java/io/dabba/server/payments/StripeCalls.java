package io.dabba.server.payments;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.ApiResource;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.PaymentIntentService;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked of Stripe, each call under an idempotency key of its own made of our key; an answer
 * that Stripe had kept is replaced by what is true now. Thread-safe.
 */
final class StripeCalls {
  static final String KEY = "dabba_key";
  static final String REFUND_KEY = "dabba_refund";

  private static final String CHARGE = "latest_charge";
  private static final long MOST_REFUNDS = 100;

  private final StripeClient client;
  private final Optional<String> returnUrl;

  StripeCalls(StripeConfig config, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    returnUrl = config.returnUrl();
    client =
        StripeClient.builder()
            .setApiKey(config.apiKey())
            .setApiBase(config.url().toString())
            .setConnectTimeout(millis)
            .setReadTimeout(millis)
            .setMaxNetworkRetries(0)
            .build();
  }

  /**
   * The intent of a charge, made if there is none, and not confirmed by that: until it is, it
   * charges nobody. So a payment whose reference was lost can be asked for, and called off before a
   * late confirmation arrives.
   */
  PaymentIntent intent(Charge charge) throws StripeException {
    return intents()
        .create(
            PaymentIntentCreateParams.builder()
                .setAmount(StripeAmounts.of(charge.amountMinor(), charge.currency()))
                .setCurrency(charge.currency().toLowerCase(Locale.ROOT))
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                .addPaymentMethodType("card")
                .putMetadata(KEY, charge.key())
                .build(),
            key(charge, "create"));
  }

  /** The intent of a payment, as it is now. */
  PaymentIntent find(GatewayPayment payment) throws StripeException {
    if (payment.reference().isPresent()) {
      return retrieve(payment.reference().get());
    }
    PaymentIntent intent = intent(payment.charge());
    if (isReplayed(intent)) {
      return retrieve(intent.getId());
    }
    return findForgotten(payment.charge(), intent).orElse(intent);
  }

  /** An intent of more than a day ago, whose idempotency key Stripe has forgotten. */
  private Optional<PaymentIntent> findForgotten(Charge charge, PaymentIntent fresh)
      throws StripeException {
    try {
      for (PaymentIntent found :
          intents()
              .search(
                  PaymentIntentSearchParams.builder()
                      .setQuery("metadata['%s']:'%s'".formatted(KEY, charge.key()))
                      .build())
              .getData()) {
        if (!found.getId().equals(fresh.getId())) {
          return Optional.of(retrieve(found.getId()));
        }
      }
    } catch (InvalidRequestException | PermissionException e) {
      // accounts in India cannot search
    }
    return Optional.empty();
  }

  PaymentIntent retrieve(String id) throws StripeException {
    return intents().retrieve(id, PaymentIntentRetrieveParams.builder().addExpand(CHARGE).build());
  }

  PaymentIntent confirm(String id, Charge charge) throws StripeException {
    PaymentIntentConfirmParams.Builder params =
        PaymentIntentConfirmParams.builder().setPaymentMethod(charge.method()).addExpand(CHARGE);
    returnUrl.ifPresent(params::setReturnUrl);
    return current(intents().confirm(id, params.build(), key(charge, "confirm")));
  }

  PaymentIntent capture(String id, Charge charge, long amountMinor) throws StripeException {
    return current(
        intents()
            .capture(
                id,
                PaymentIntentCaptureParams.builder()
                    .setAmountToCapture(StripeAmounts.of(amountMinor, charge.currency()))
                    .addExpand(CHARGE)
                    .build(),
                key(charge, "capture")));
  }

  PaymentIntent cancel(String id, Charge charge) throws StripeException {
    return current(
        intents()
            .cancel(
                id,
                PaymentIntentCancelParams.builder().addExpand(CHARGE).build(),
                key(charge, "cancel")));
  }

  /** A refund that was asked for before; Stripe forgets idempotency keys, but not refunds. */
  Optional<com.stripe.model.Refund> findRefund(String id, String refundKey) throws StripeException {
    return client
        .v1()
        .refunds()
        .list(RefundListParams.builder().setPaymentIntent(id).setLimit(MOST_REFUNDS).build())
        .getData()
        .stream()
        .filter(refund -> refundKey.equals(refund.getMetadata().get(REFUND_KEY)))
        .findFirst();
  }

  /** Gives back so much, or all that is left. */
  com.stripe.model.Refund refund(
      String id, Charge charge, String refundKey, Optional<Long> amountMinor)
      throws StripeException {
    RefundCreateParams.Builder params =
        RefundCreateParams.builder()
            .setPaymentIntent(id)
            .putMetadata(KEY, charge.key())
            .putMetadata(REFUND_KEY, refundKey);
    amountMinor.ifPresent(minor -> params.setAmount(StripeAmounts.of(minor, charge.currency())));
    return client.v1().refunds().create(params.build(), key(charge, "refund:" + refundKey));
  }

  private PaymentIntentService intents() {
    return client.v1().paymentIntents();
  }

  private PaymentIntent current(PaymentIntent answer) throws StripeException {
    return isReplayed(answer) ? retrieve(answer.getId()) : answer;
  }

  private static boolean isReplayed(ApiResource answer) {
    return answer
        .getLastResponse()
        .headers()
        .firstValue("Idempotent-Replayed")
        .filter("true"::equals)
        .isPresent();
  }

  private static RequestOptions key(Charge charge, String call) {
    return RequestOptions.builder().setIdempotencyKey(charge.key() + ":" + call).build();
  }
}
