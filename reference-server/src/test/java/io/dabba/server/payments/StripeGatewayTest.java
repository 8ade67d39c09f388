package io.dabba.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeGatewayTest extends PaymentGatewayContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private StripeStandIn stripe;

  @Override
  Provider start() throws IOException {
    stripe = new StripeStandIn();
    return stripe;
  }

  @Test
  void webhookThatIsOlderThanFiveMinutes_isNone() {
    Webhook webhook = stripe.webhook("evt_1", "order", NOW);
    assertThat(gateway().verify(webhook, NOW.plusSeconds(300))).isPresent();
    assertThat(gateway().verify(webhook, NOW.plusSeconds(301))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "INR, 45050, 45050",
    "JPY, 4505,  4505",
    "KWD, 45050, 45050",
    "ISK, 450,   45000",
    "UGX, 450,   45000",
    "MGA, 45000, 450",
  })
  void amount_isInTheUnitThatStripeHasForTheCurrency(String currency, long minor, long amount) {
    Charge charge = new Charge(key(), minor, currency, "pm_card_visa");
    Standing held = gateway().authorize(charge);
    assertThat(held).isInstanceOf(Standing.Authorized.class);
    assertThat(stripe.intents().amount(charge.key())).isEqualTo(amount);
    assertThat(gateway().capture(payment(charge), minor))
        .isEqualTo(new Standing.Captured(((Standing.Authorized) held).reference(), minor, 0));
  }

  @Test
  void amountThatStripeHasNot_isRefused() {
    assertThat(gateway().authorize(new Charge(key(), 45_001, "MGA", "pm_card_visa")))
        .isInstanceOf(Standing.Refused.class);
    assertThat(gateway().authorize(new Charge(key(), 10, "INR", "pm_card_visa")))
        .isInstanceOf(Standing.Refused.class);
  }

  @Test
  void paymentMethodThatIsNone_isRefused() {
    Charge charge = charge("pm_none");
    assertThat(gateway().authorize(charge)).isInstanceOf(Standing.Refused.class);
    assertThat(gateway().authorize(charge)).isInstanceOf(Standing.Refused.class);
    assertThat(stripe.charges(charge.key())).isZero();
  }

  @Test
  void paymentThatIsProcessed_isUnknown() {
    Charge charge = charge("pm_processing");
    assertThat(gateway().authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway().status(payment(charge))).isInstanceOf(Standing.Unknown.class);
  }

  @Test
  void withoutAPlaceToComeBackTo_theAppShowsStripesOwnDialogue() {
    StripeGateway gateway = stripe.gateway(stripe.uri(), Duration.ofSeconds(10), Optional.empty());
    assertThat(gateway.authorize(charge("pm_card_authenticationRequired")))
        .isInstanceOfSatisfying(
            Standing.NeedsAction.class,
            needs -> {
              assertThat(needs.action().type()).isEqualTo("use_stripe_sdk");
              assertThat(needs.action().details()).containsKey("clientSecret");
            });
  }

  @Test
  void paymentThatStripeForgotTheKeyOf_isFoundByItsMetadata() {
    Charge charge = charge("pm_card_visa");
    gateway().authorize(charge);
    stripe.forgetIdempotencyKeys();
    assertThat(gateway().status(payment(charge))).isInstanceOf(Standing.Authorized.class);
    stripe.forgetIdempotencyKeys();
    assertThat(gateway().voidPayment(payment(charge))).isInstanceOf(Standing.Voided.class);
    assertThat(stripe.keptMinor(charge.key())).isZero();
  }

  @Test
  void refundThatStripeForgotTheKeyOf_isDoneOnce() {
    Charge charge = charge("pm_card_visa");
    gateway().authorize(charge);
    gateway().capture(payment(charge), 1_000);
    GatewayPayment payment = known(charge, gateway().status(payment(charge)));
    Refund refund = new Refund(key(), 300);
    RefundOutcome done = gateway().refund(payment, refund);
    stripe.forgetIdempotencyKeys();
    assertThat(gateway().refund(payment, refund)).isEqualTo(done);
    assertThat(stripe.keptMinor(charge.key())).isEqualTo(700);
  }

  @Test
  void wrongKey_isUnknownAndNothingIsGuessed() {
    PaymentGateway stranger =
        new StripeGateway(
            new StripeConfig("sk_wrong", "whsec", stripe.uri(), Optional.empty()),
            Duration.ofSeconds(10));
    assertThat(stranger.authorize(charge("pm_card_visa"))).isInstanceOf(Standing.Unknown.class);
  }

  @Test
  void paymentMethodsOfStripe_areKnown() {
    assertThat(gateway().knows("pm_1Nqf7B2eZvKYlo2C")).isTrue();
    assertThat(gateway().knows("card")).isFalse();
  }
}
