package io.dabba.server.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.Webhook.Signature;
import io.dabba.server.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Stripe, by PaymentIntents that are captured by hand. A payment method is one of Stripe's own
 * ({@code pm_...}), which the customer's app makes with Stripe's SDK.
 *
 * <p>An authorization is two calls: the intent is made, and then confirmed. Made again under its
 * idempotency key it is the same intent, so that where a payment stands can be asked when its
 * reference was lost, without charging anybody: searching Stripe lags behind, and is not to be had
 * everywhere. Stripe keeps idempotency keys for a day at least; what is to be authorized again must
 * be so within it.
 */
public final class StripeGateway implements PaymentGateway {
  public static final String NAME = "stripe";

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String VOID = "void";
  private static final int BAD_REQUEST = 400;

  private final StripeCalls calls;
  private final TimeLimit limit;
  private final String webhookSecret;

  /**
   * @param timeout how long each method may take in all
   */
  public StripeGateway(StripeConfig config, Duration timeout) {
    calls = new StripeCalls(config, timeout);
    limit = new TimeLimit(timeout);
    webhookSecret = config.webhookSecret();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean knows(String method) {
    return method.startsWith("pm_");
  }

  @Override
  public Standing authorize(Charge charge) {
    return standing(() -> {
      PaymentIntent intent;
      try {
        intent = calls.intent(charge);
      } catch (ArithmeticException e) {
        return new Standing.Refused("Stripe has no such amount");
      } catch (InvalidRequestException e) {
        // what Stripe would not even note cannot be charged
        return new Standing.Refused(refusal(e));
      }
      return intent.getId() == null
          ? new Standing.Unknown("the answer has no id")
          : confirm(intent.getId(), charge);
    });
  }

  private Standing confirm(String id, Charge charge) throws StripeException {
    try {
      return StripeStandings.of(calls.confirm(id, charge));
    } catch (CardException e) {
      return StripeStandings.refused(e);
    } catch (InvalidRequestException e) {
      Standing now = StripeStandings.of(calls.retrieve(id));
      return now instanceof Standing.Absent ? new Standing.Refused(refusal(e)) : now;
    }
  }

  /** Why a call was refused; a path or an id that is not known says nothing of the payment. */
  private static String refusal(InvalidRequestException e) throws InvalidRequestException {
    if (!Integer.valueOf(BAD_REQUEST).equals(e.getStatusCode())) {
      throw e;
    }
    return String.valueOf(e.getMessage());
  }

  @Override
  public Standing capture(GatewayPayment payment, long amountMinor) {
    payment.requireCapturable(amountMinor);
    return standing(() -> {
      String id = id(payment);
      try {
        return StripeStandings.of(calls.capture(id, payment.charge(), amountMinor));
      } catch (InvalidRequestException e) {
        return StripeStandings.of(calls.retrieve(id));
      }
    });
  }

  @Override
  public Standing voidPayment(GatewayPayment payment) {
    return standing(() -> {
      PaymentIntent intent = calls.find(payment);
      Standing now = StripeStandings.of(intent);
      return switch (now) {
        case Standing.Captured taken -> {
          if (taken.refundedMinor() < taken.takenMinor()) {
            calls.refund(intent.getId(), payment.charge(), VOID, Optional.empty());
          }
          yield StripeStandings.of(calls.retrieve(intent.getId()));
        }
        case Standing.Voided free -> free;
        default -> intent.getStatus() == null ? now : cancel(intent.getId(), payment.charge());
      };
    });
  }

  private Standing cancel(String id, Charge charge) throws StripeException {
    try {
      return StripeStandings.of(calls.cancel(id, charge));
    } catch (InvalidRequestException e) {
      return StripeStandings.of(calls.retrieve(id));
    }
  }

  @Override
  public RefundOutcome refund(GatewayPayment payment, Refund refund) {
    return limit.within(
        () -> {
          String id = id(payment);
          try {
            Optional<com.stripe.model.Refund> known = calls.findRefund(id, refund.key());
            return StripeStandings.of(
                known.isPresent()
                    ? known.get()
                    : calls.refund(
                        id, payment.charge(), refund.key(), Optional.of(refund.amountMinor())));
          } catch (InvalidRequestException e) {
            return new RefundOutcome.Refused(refusal(e));
          }
        },
        RefundOutcome.Unknown::new);
  }

  @Override
  public Standing status(GatewayPayment payment) {
    return standing(() -> StripeStandings.of(calls.find(payment)));
  }

  private String id(GatewayPayment payment) throws StripeException {
    return payment.reference().isPresent()
        ? payment.reference().get()
        : calls.find(payment).getId();
  }

  private Standing standing(Callable<Standing> call) {
    return limit.within(call, Standing.Unknown::new);
  }

  private static Optional<Notice.Told> told(String type) {
    return switch (type) {
      case "payment_intent.amount_capturable_updated" -> Optional.of(Notice.Told.AUTHORIZED);
      case "payment_intent.succeeded" -> Optional.of(Notice.Told.CAPTURED);
      case "payment_intent.canceled" -> Optional.of(Notice.Told.VOIDED);
      case "payment_intent.payment_failed" -> Optional.of(Notice.Told.REFUSED);
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Notice> verify(Webhook webhook, Instant wallNow) {
    String body = new String(webhook.body(), StandardCharsets.UTF_8);
    try {
      Signature.verifyHeader(
          body,
          webhook.header("Stripe-Signature").orElse(""),
          webhookSecret,
          TOLERANCE.toSeconds(),
          Clock.fixed(wallNow, ZoneOffset.UTC));
      JsonNode event = Json.MAPPER.readTree(body);
      JsonNode key = event.at("/data/object/metadata/" + StripeCalls.KEY);
      return Optional.ofNullable(event.path("id").textValue())
          .map(id ->
              new Notice(
                  id, Optional.ofNullable(key.textValue()), told(event.path("type").asText())));
    } catch (SignatureVerificationException | IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
