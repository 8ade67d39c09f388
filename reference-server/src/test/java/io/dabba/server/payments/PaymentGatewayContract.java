package io.dabba.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.payments.Provider.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link PaymentGateway} promises, whoever is behind it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class PaymentGatewayContract {
  private static final long AMOUNT = 45_050;
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(10);

  private Provider provider;
  private Wire wire;
  private PaymentGateway gateway;

  /** A provider without a payment. */
  abstract Provider start() throws IOException;

  @BeforeEach
  void setUp() throws IOException {
    provider = start();
    wire = new Wire(provider.uri());
    gateway = provider.gateway(wire.uri(), LONG);
  }

  @AfterEach
  void tearDown() {
    wire.close();
    provider.close();
  }

  Provider provider() {
    return provider;
  }

  PaymentGateway gateway() {
    return gateway;
  }

  @Test
  void approvedCharge_isHeldOnce() {
    Charge charge = charge(Fate.APPROVED);
    Standing standing = gateway.authorize(charge);
    assertThat(standing).isInstanceOf(Standing.Authorized.class);
    assertThat(gateway.authorize(charge)).isEqualTo(standing);
    assertThat(gateway.status(payment(charge))).isEqualTo(standing);
    assertThat(gateway.status(known(charge, standing))).isEqualTo(standing);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT);
  }

  @Test
  void sameChargeAskedManyTimesAtOnce_isHeldOnce() throws Exception {
    Charge charge = charge(Fate.APPROVED);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Standing>> answers =
          IntStream.range(0, 16)
              .mapToObj(i -> callers.submit(() -> gateway.authorize(charge)))
              .toList();
      for (Future<Standing> answer : answers) {
        assertThat(answer.get()).isInstanceOfAny(Standing.Authorized.class, Standing.Unknown.class);
      }
    }
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT);
  }

  @Test
  void refusedCharge_holdsNothingAndSaysWhy() {
    Charge charge = charge(Fate.REFUSED);
    assertThat(gateway.authorize(charge))
        .isInstanceOfSatisfying(
            Standing.Refused.class, refused -> assertThat(refused.reason()).isNotBlank());
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Refused.class);
    assertThat(gateway.status(payment(charge))).isInstanceOf(Standing.Refused.class);
    assertThat(gateway.voidPayment(payment(charge)))
        .isInstanceOfAny(Standing.Refused.class, Standing.Voided.class);
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @Test
  void chargeThatAsksTheCustomer_isHeldOnceHeApproves() {
    Charge charge = charge(Fate.ASKS_CUSTOMER);
    Standing asked = gateway.authorize(charge);
    assertThat(asked)
        .isInstanceOfSatisfying(
            Standing.NeedsAction.class,
            needs -> assertThat(needs.action().type()).isIn("redirect", "upi_collect"));
    assertThat(gateway.authorize(charge)).isEqualTo(asked);
    assertThat(gateway.status(payment(charge))).isEqualTo(asked);
    assertThat(provider.keptMinor(charge.key())).isZero();
    provider.decide(charge, true);
    assertThat(gateway.status(known(charge, asked))).isInstanceOf(Standing.Authorized.class);
    assertThat(gateway.status(payment(charge))).isInstanceOf(Standing.Authorized.class);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
  }

  @Test
  void chargeThatTheCustomerDeclines_isRefused() {
    Charge charge = charge(Fate.ASKS_CUSTOMER);
    Standing asked = gateway.authorize(charge);
    provider.decide(charge, false);
    assertThat(gateway.status(known(charge, asked))).isInstanceOf(Standing.Refused.class);
    assertThat(gateway.status(payment(charge))).isInstanceOf(Standing.Refused.class);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Refused.class);
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @Test
  void chargeThatIsVoidedWhileTheCustomerIsAsked_neverComesBack() {
    Charge charge = charge(Fate.ASKS_CUSTOMER);
    Standing asked = gateway.authorize(charge);
    Standing voided = gateway.voidPayment(known(charge, asked));
    provider.decide(charge, true);
    if (voided instanceof Standing.Voided) {
      assertThat(gateway.status(payment(charge))).isEqualTo(voided);
    } else {
      // a provider that cannot call the customer off says so, and gives back what he paid then
      assertThat(voided).isInstanceOf(Standing.NeedsAction.class);
      gateway.voidPayment(known(charge, asked));
    }
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fault.class,
      names = {"LOSE_CALL", "LOSE_ANSWER"})
  void chargeWhoseAnswerWasLost_isUnknownAndThenFoundOrMade(Wire.Fault fault) {
    Charge charge = charge(Fate.APPROVED);
    wire.breakDown(fault);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway.status(payment(charge))).isInstanceOf(Standing.Unknown.class);
    wire.repair();
    assertThat(gateway.status(payment(charge)))
        .isInstanceOfAny(Standing.Authorized.class, Standing.Absent.class, Standing.Unknown.class);
    assertThat(provider.charges(charge.key())).isLessThanOrEqualTo(1);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
    assertThat(gateway.status(payment(charge))).isInstanceOf(Standing.Authorized.class);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT);
  }

  @Test
  void refusalWhoseAnswerWasLost_isRefusedAgain() {
    Charge charge = charge(Fate.REFUSED);
    wire.breakDown(Wire.Fault.LOSE_ANSWER);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    wire.repair();
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Refused.class);
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @Test
  void paymentThatWasNeverAskedFor_isAbsentAndStaysSo() {
    Charge charge = charge(Fate.APPROVED);
    assertThat(gateway.status(payment(charge))).isEqualTo(new Standing.Absent());
    assertThat(gateway.capture(payment(charge), AMOUNT)).isEqualTo(new Standing.Absent());
    assertThat(gateway.refund(payment(charge), new Refund(key(), 1)))
        .isInstanceOf(RefundOutcome.Refused.class);
    assertThat(gateway.status(payment(charge))).isEqualTo(new Standing.Absent());
    assertThat(provider.charges(charge.key())).isZero();
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
  }

  /** A provider that can have it so refuses what comes later. */
  @Test
  void paymentThatWasNeverAskedForAndIsVoided_isAbsentOrCalledOff() {
    Charge charge = charge(Fate.APPROVED);
    Standing free = gateway.voidPayment(payment(charge));
    assertThat(free).isInstanceOfAny(Standing.Absent.class, Standing.Voided.class);
    assertThat(gateway.status(payment(charge))).isEqualTo(free);
    if (free instanceof Standing.Voided) {
      assertThat(gateway.authorize(charge)).isEqualTo(free);
    }
    assertThat(provider.charges(charge.key())).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void capture_takesAPartAndReleasesTheRestOnce(boolean referenceKnown) {
    Charge charge = charge(Fate.APPROVED);
    Standing held = gateway.authorize(charge);
    GatewayPayment payment = referenceKnown ? known(charge, held) : payment(charge);
    Standing taken = gateway.capture(payment, AMOUNT - 50);
    assertThat(taken)
        .isEqualTo(new Standing.Captured(((Standing.Authorized) held).reference(), AMOUNT - 50, 0));
    assertThat(gateway.capture(payment, AMOUNT - 50)).isEqualTo(taken);
    assertThat(gateway.status(payment)).isEqualTo(taken);
    assertThat(gateway.authorize(charge)).isEqualTo(taken);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT - 50);
  }

  @Test
  void capture_isOfNoMoreThanWasHeld() {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    assertThatThrownBy(() -> gateway.capture(payment, AMOUNT + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("amountMinor");
    assertThatThrownBy(() -> gateway.capture(payment, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void captureOfWhatIsNotHeld_saysWhereItStands() {
    Charge refused = charge(Fate.REFUSED);
    gateway.authorize(refused);
    assertThat(gateway.capture(payment(refused), AMOUNT)).isInstanceOf(Standing.Refused.class);
    Charge asked = charge(Fate.ASKS_CUSTOMER);
    gateway.authorize(asked);
    assertThat(gateway.capture(payment(asked), AMOUNT)).isInstanceOf(Standing.NeedsAction.class);
    Charge voided = charge(Fate.APPROVED);
    gateway.authorize(voided);
    Standing free = gateway.voidPayment(payment(voided));
    assertThat(gateway.capture(payment(voided), AMOUNT)).isEqualTo(free);
    assertThat(provider.keptMinor(voided.key())).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fault.class,
      names = {"LOSE_CALL", "LOSE_ANSWER"})
  void captureWhoseAnswerWasLost_isUnknownAndThenDoneOnce(Wire.Fault fault) {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    wire.breakDown(fault);
    assertThat(gateway.capture(payment, AMOUNT)).isInstanceOf(Standing.Unknown.class);
    wire.repair();
    assertThat(gateway.capture(payment, AMOUNT)).isInstanceOf(Standing.Captured.class);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void voidOfWhatIsHeld_leavesNothing(boolean referenceKnown) {
    Charge charge = charge(Fate.APPROVED);
    Standing held = gateway.authorize(charge);
    GatewayPayment payment = referenceKnown ? known(charge, held) : payment(charge);
    Standing free = gateway.voidPayment(payment);
    assertThat(provider.keptMinor(charge.key())).isZero();
    assertThat(isFree(free)).as(free.toString()).isTrue();
    assertThat(gateway.voidPayment(payment)).isEqualTo(free);
    assertThat(gateway.status(payment)).isEqualTo(free);
    assertThat(gateway.authorize(charge)).isEqualTo(free);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
  }

  @Test
  void voidOfWhatWasTaken_givesAllOfItBackOnce() {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    gateway.capture(payment, AMOUNT - 50);
    Standing free = gateway.voidPayment(payment);
    assertThat(free)
        .isEqualTo(
            new Standing.Captured(payment.reference().orElseThrow(), AMOUNT - 50, AMOUNT - 50));
    assertThat(gateway.voidPayment(payment)).isEqualTo(free);
    assertThat(gateway.status(payment(charge))).isEqualTo(free);
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fault.class,
      names = {"LOSE_CALL", "LOSE_ANSWER"})
  void voidWhoseAnswerWasLost_isUnknownAndThenDoneOnce(Wire.Fault fault) {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    wire.breakDown(fault);
    assertThat(gateway.voidPayment(payment)).isInstanceOf(Standing.Unknown.class);
    wire.repair();
    assertThat(isFree(gateway.voidPayment(payment))).isTrue();
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @Test
  void refunds_addUpAndTheSameKeyIsTheSameRefund() {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    gateway.capture(payment, AMOUNT);
    Refund first = new Refund(key(), 1_000);
    RefundOutcome done = gateway.refund(payment, first);
    assertThat(done).isInstanceOf(RefundOutcome.Done.class);
    assertThat(gateway.refund(payment, first)).isEqualTo(done);
    assertThat(gateway.refund(payment(charge), new Refund(key(), 2_000)))
        .isInstanceOf(RefundOutcome.Done.class)
        .isNotEqualTo(done);
    assertThat(gateway.status(payment))
        .isEqualTo(new Standing.Captured(payment.reference().orElseThrow(), AMOUNT, 3_000));
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT - 3_000);
  }

  @Test
  void refundOfMoreThanIsLeft_isRefused() {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    assertThat(gateway.refund(payment, new Refund(key(), 1)))
        .isInstanceOf(RefundOutcome.Refused.class);
    gateway.capture(payment, 10_000);
    assertThat(gateway.refund(payment, new Refund(key(), 6_000)))
        .isInstanceOf(RefundOutcome.Done.class);
    assertThat(gateway.refund(payment, new Refund(key(), 6_000)))
        .isInstanceOfSatisfying(
            RefundOutcome.Refused.class, refused -> assertThat(refused.reason()).isNotBlank());
    assertThat(gateway.refund(payment, new Refund(key(), 4_000)))
        .isInstanceOf(RefundOutcome.Done.class);
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fault.class,
      names = {"LOSE_CALL", "LOSE_ANSWER"})
  void refundWhoseAnswerWasLost_isUnknownAndThenDoneOnce(Wire.Fault fault) {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    gateway.capture(payment, AMOUNT);
    Refund refund = new Refund(key(), 5_000);
    wire.breakDown(fault);
    assertThat(gateway.refund(payment, refund)).isInstanceOf(RefundOutcome.Unknown.class);
    wire.repair();
    assertThat(gateway.refund(payment, refund)).isInstanceOf(RefundOutcome.Done.class);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(AMOUNT - 5_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.Fault.class,
      names = {"HANG", "TRICKLE"})
  void providerThatDoesNotAnswer_isGivenUpInTime(Wire.Fault fault) {
    Charge charge = charge(Fate.APPROVED);
    gateway.authorize(charge);
    PaymentGateway hasty = provider.gateway(wire.uri(), SHORT);
    wire.breakDown(fault);
    long begin = System.nanoTime();
    assertThat(hasty.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(hasty.status(payment(charge))).isInstanceOf(Standing.Unknown.class);
    assertThat(hasty.capture(payment(charge), AMOUNT)).isInstanceOf(Standing.Unknown.class);
    assertThat(hasty.voidPayment(payment(charge))).isInstanceOf(Standing.Unknown.class);
    assertThat(hasty.refund(payment(charge), new Refund(key(), 1)))
        .isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(SHORT.multipliedBy(4), SHORT.multipliedBy(5).plusSeconds(2));
  }

  static java.util.Set<Wire.Fault> nonsense() {
    return Wire.Fault.NONSENSE;
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void answerThatSaysNothing_isUnknown(Wire.Fault fault) {
    Charge charge = charge(Fate.APPROVED);
    GatewayPayment payment = known(charge, gateway.authorize(charge));
    wire.breakDown(fault);
    for (GatewayPayment asked : List.of(payment, payment(charge))) {
      assertThat(gateway.status(asked)).isInstanceOf(Standing.Unknown.class);
      assertThat(gateway.capture(asked, AMOUNT)).isInstanceOf(Standing.Unknown.class);
      assertThat(gateway.voidPayment(asked)).isInstanceOf(Standing.Unknown.class);
      assertThat(gateway.refund(asked, new Refund(key(), 1)))
          .isInstanceOf(RefundOutcome.Unknown.class);
    }
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway.authorize(charge(Fate.APPROVED))).isInstanceOf(Standing.Unknown.class);
  }

  @Test
  void providerThatIsNotThere_isUnknown() {
    Charge charge = charge(Fate.APPROVED);
    wire.close();
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway.status(payment(charge))).isInstanceOf(Standing.Unknown.class);
  }

  @Test
  void webhookOfTheProvider_isANoticeWithTheSameIdEachTime() {
    Charge charge = charge(Fate.APPROVED);
    gateway.authorize(charge);
    Webhook webhook = provider.webhook("evt_1", charge.key(), NOW);
    Optional<Notice> notice = gateway.verify(webhook, NOW);
    assertThat(notice)
        .contains(
            new Notice("evt_1", Optional.of(charge.key()), Optional.of(Notice.Told.AUTHORIZED)));
    assertThat(gateway.verify(webhook, NOW.plusSeconds(200))).isEqualTo(notice);
    assertThat(gateway.verify(provider.webhook("evt_1", charge.key(), NOW.plusSeconds(9)), NOW))
        .isEqualTo(notice);
  }

  @Test
  void webhookOfSomebodyElse_isNone() {
    assertThat(gateway.verify(provider.forged("evt_1", "order", NOW), NOW)).isEmpty();
    assertThat(gateway.verify(new Webhook(Map.of(), "{}".getBytes(StandardCharsets.UTF_8)), NOW))
        .isEmpty();
  }

  @Test
  void webhookThatWasTamperedWith_isNone() {
    Webhook webhook = provider.webhook("evt_1", "order", NOW);
    String body = new String(webhook.body(), StandardCharsets.UTF_8).replace("order", "other");
    assertThat(
            gateway.verify(
                new Webhook(webhook.headers(), body.getBytes(StandardCharsets.UTF_8)), NOW))
        .isEmpty();
    for (String header : webhook.headers().keySet()) {
      if (header.endsWith("signature")) {
        for (String value : List.of("", "t=1,v1=00", "nonsense", "0".repeat(64))) {
          Map<String, String> headers = new HashMap<>(webhook.headers());
          headers.put(header, value);
          assertThat(gateway.verify(new Webhook(headers, webhook.body()), NOW)).isEmpty();
        }
      }
    }
  }

  static Charge charge(String method) {
    return new Charge(key(), AMOUNT, "INR", method);
  }

  Charge charge(Fate fate) {
    return charge(provider.method(fate));
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  static GatewayPayment payment(Charge charge) {
    return new GatewayPayment(charge, Optional.empty());
  }

  static GatewayPayment known(Charge charge, Standing standing) {
    return new GatewayPayment(
        charge,
        Optional.of(
            switch (standing) {
              case Standing.Authorized held -> held.reference();
              case Standing.NeedsAction asked -> asked.reference();
              case Standing.Captured taken -> taken.reference();
              default -> throw new AssertionError(standing);
            }));
  }

  /** Razorpay can only void by taking and giving back. */
  static boolean isFree(Standing standing) {
    return standing instanceof Standing.Voided
        || (standing instanceof Standing.Captured taken
            && taken.takenMinor() == taken.refundedMinor());
  }
}
