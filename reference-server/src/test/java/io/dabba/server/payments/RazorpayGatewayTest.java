package io.dabba.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RazorpayGatewayTest extends PaymentGatewayContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private RazorpayStandIn razorpay;

  @Override
  Provider start() throws IOException {
    razorpay = new RazorpayStandIn();
    return razorpay;
  }

  @Test
  void webhook_isTakenAsLongAsRazorpaySendsItAgain() {
    Webhook webhook = razorpay.webhook("evt_1", "order", NOW);
    assertThat(gateway().verify(webhook, NOW.plus(Duration.ofHours(24)))).isPresent();
    assertThat(gateway().verify(webhook, NOW.plus(Duration.ofHours(25)))).isEmpty();
  }

  @Test
  void customerOfACheckout_paysInHisAppAndMayFailFirst() {
    Charge charge = charge("razorpay");
    Standing asked = gateway().authorize(charge);
    assertThat(asked)
        .isInstanceOfSatisfying(
            Standing.NeedsAction.class,
            needs -> assertThat(needs.action().type()).isEqualTo("razorpay_checkout"));
    String order = ((Standing.NeedsAction) asked).reference();
    razorpay.orders().payInCheckout(order, charge.key(), charge.amountMinor(), "failed");
    assertThat(gateway().status(payment(charge))).isEqualTo(asked);
    razorpay.orders().payInCheckout(order, charge.key(), charge.amountMinor(), "authorized");
    assertThat(gateway().status(payment(charge))).isEqualTo(new Standing.Authorized(order));
  }

  @Test
  void customerWhoPaidTwice_isGivenBackBoth() {
    Charge charge = charge("razorpay");
    String order = ((Standing.NeedsAction) gateway().authorize(charge)).reference();
    razorpay.orders().payInCheckout(order, charge.key(), charge.amountMinor(), "authorized");
    razorpay.orders().payInCheckout(order, charge.key(), charge.amountMinor(), "authorized");
    assertThat(isFree(gateway().voidPayment(payment(charge)))).isTrue();
    assertThat(razorpay.keptMinor(charge.key())).isZero();
  }

  @Test
  void upiWithoutAnAddress_opensTheCustomersApp() {
    Charge charge = charge("upi");
    assertThat(gateway().authorize(charge))
        .isInstanceOfSatisfying(
            Standing.NeedsAction.class,
            needs ->
                assertThat(needs.action())
                    .isEqualTo(new NextAction("upi_intent", Map.of("url", "upi://pay?tr=pay_1"))));
    assertThat(gateway().status(payment(charge))).isInstanceOf(Standing.Unknown.class);
    razorpay.decide(charge, true);
    assertThat(gateway().status(payment(charge))).isInstanceOf(Standing.Authorized.class);
  }

  @Test
  void cardThatItsBankAsksAbout_isARedirect() {
    assertThat(gateway().authorize(charge("rzp:cust_1:token_3ds")))
        .isInstanceOfSatisfying(
            Standing.NeedsAction.class,
            needs -> assertThat(needs.action().type()).isEqualTo("redirect"));
  }

  @Test
  void cardThatIsNone_isRefused() {
    assertThat(gateway().authorize(charge("rzp:cust_1:token_none")))
        .isInstanceOf(Standing.Refused.class);
  }

  @Test
  void paymentThatNobodyCaptured_isVoidedByRazorpay() {
    Charge charge = charge("rzp:cust_1:token_good");
    gateway().authorize(charge);
    razorpay.orders().giveBackUncaptured(charge.key());
    assertThat(gateway().status(payment(charge))).isInstanceOf(Standing.Voided.class);
  }

  @Test
  void keyThatIsLongerThanAReceipt_isFoundAllTheSame() {
    Charge charge = new Charge("k".repeat(64), 1_000, "INR", "rzp:cust_1:token_good");
    Standing held = gateway().authorize(charge);
    assertThat(held).isInstanceOf(Standing.Authorized.class);
    assertThat(gateway().status(payment(charge))).isEqualTo(held);
  }

  @Test
  void twoGateways_haveEachItsOwnAddressAndTime() throws IOException {
    try (RazorpayStandIn other = new RazorpayStandIn()) {
      PaymentGateway second = other.gateway(other.uri(), Duration.ofSeconds(10));
      Charge charge = charge("rzp:cust_1:token_good");
      assertThat(second.authorize(charge)).isInstanceOf(Standing.Authorized.class);
      assertThat(gateway().status(payment(charge))).isEqualTo(new Standing.Absent());
      assertThat(other.charges(charge.key())).isEqualTo(1);
    }
  }

  @Test
  void wrongKey_isUnknownAndNothingIsGuessed() {
    PaymentGateway stranger =
        new RazorpayGateway(
            RazorpayStandIn.config("wrong", razorpay.uri()), Duration.ofSeconds(10));
    assertThat(stranger.authorize(charge("rzp:cust_1:token_good")))
        .isInstanceOf(Standing.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "upi,                    true",
    "upi:asha@okbank,        true",
    "upi:asha,               false",
    "rzp:cust_1:token_1,     true",
    "rzp:cust_1,             false",
    "razorpay,               true",
    "card,                   false",
  })
  void methodsOfRazorpay_areKnown(String method, boolean known) {
    assertThat(gateway().knows(method)).isEqualTo(known);
  }
}
