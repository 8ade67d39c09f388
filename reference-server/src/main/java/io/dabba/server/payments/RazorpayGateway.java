package io.dabba.server.payments;

import com.razorpay.RazorpayException;
import io.dabba.server.payments.RazorpayCalls.FoundOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.json.JSONObject;

/**
 * Razorpay, by orders whose receipt is our key and whose payments are captured by hand. Methods:
 * {@code upi:VPA} (a collect request, which NPCI has ended for most merchants), {@code upi} (an
 * intent, which opens the customer's UPI app), {@code rzp:CUSTOMER:TOKEN} (a saved card) and {@code
 * razorpay} (whatever Razorpay's checkout offers in the customer's app).
 *
 * <p>Razorpay keeps idempotency keys for refunds only. So before an order or a payment is made it
 * is looked for, and one key is worked on once at a time in this process; a second payment that was
 * made all the same is never captured, and Razorpay gives it back within days. It neither captures
 * a part nor lets go of what is held: then all is taken, and the rest given back as a refund that
 * this class does not tell of. The base URL of the library is set by {@link RazorpayHttp}.
 */
public final class RazorpayGateway implements PaymentGateway {
  public static final String NAME = "razorpay";

  private static final int LOCKS = 64;

  private final RazorpayConfig config;
  private final RazorpayCalls calls;
  private final RazorpayMoney money;
  private final TimeLimit limit;
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  /**
   * @param timeout how long each method may take in all
   */
  public RazorpayGateway(RazorpayConfig config, Duration timeout) {
    this.config = config;
    calls = new RazorpayCalls(config, timeout);
    money = new RazorpayMoney(calls);
    limit = new TimeLimit(timeout);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean knows(String method) {
    return RazorpayMethod.find(method).isPresent();
  }

  @Override
  public Standing authorize(Charge charge) {
    Optional<RazorpayMethod> method = RazorpayMethod.find(charge.method());
    return method.isEmpty()
        ? new Standing.Refused("no such payment method")
        : standing(charge.key(), () -> authorize(charge, method.get()));
  }

  private Standing authorize(Charge charge, RazorpayMethod method)
      throws RazorpayRefusal, RazorpayException {
    Optional<FoundOrder> known = calls.findByKey(charge);
    try {
      FoundOrder order =
          known.isPresent() ? known.get() : new FoundOrder(calls.createOrder(charge), List.of());
      if (!order.payments().isEmpty() || method instanceof RazorpayMethod.Checkout) {
        return money.standing(order, charge);
      }
      return asked(charge, method, order.id());
    } catch (RazorpayRefusal e) {
      // a refused payment is kept there as a failed one, or nothing is
      Optional<FoundOrder> now = calls.findByKey(charge).filter(o -> !o.payments().isEmpty());
      return now.isPresent() ? money.standing(now.get(), charge) : new Standing.Refused(e.reason());
    }
  }

  private Standing asked(Charge charge, RazorpayMethod method, String order)
      throws RazorpayRefusal, RazorpayException {
    JSONObject answer =
        switch (method) {
          case RazorpayMethod.UpiCollect upi ->
              calls.payByUpi(
                  charge,
                  order,
                  new JSONObject()
                      .put("flow", "collect")
                      .put("vpa", upi.vpa())
                      .put("expiry_time", RazorpayMethod.COLLECT_MINUTES));
          case RazorpayMethod.UpiIntent upi ->
              calls.payByUpi(charge, order, new JSONObject().put("flow", "intent"));
          case RazorpayMethod.Token card ->
              calls.payByToken(charge, order, card.customer(), card.token());
          case RazorpayMethod.Checkout checkout -> new JSONObject();
        };
    Optional<NextAction> next = RazorpayMethod.next(answer);
    if (next.isPresent()) {
      return new Standing.NeedsAction(order, next.get());
    }
    return calls
        .find(new GatewayPayment(charge, Optional.of(order)))
        .map(found -> money.standing(found, charge))
        .orElseGet(Standing.Absent::new);
  }

  @Override
  public Standing capture(GatewayPayment payment, long amountMinor) {
    payment.requireCapturable(amountMinor);
    return change(payment, order -> money.capture(order, payment.charge(), amountMinor));
  }

  @Override
  public Standing voidPayment(GatewayPayment payment) {
    return change(payment, order -> money.release(order, payment.charge()));
  }

  private Standing change(GatewayPayment payment, RazorpayMoney.Change change) {
    return standing(
        payment.charge().key(),
        () -> {
          Optional<FoundOrder> order = calls.find(payment);
          if (order.isEmpty()) {
            return new Standing.Absent();
          }
          change.apply(order.get());
          return status(payment.charge(), order.get().id());
        });
  }

  private Standing status(Charge charge, String order) throws RazorpayRefusal, RazorpayException {
    return calls
        .find(new GatewayPayment(charge, Optional.of(order)))
        .map(found -> money.standing(found, charge))
        .orElseGet(Standing.Absent::new);
  }

  @Override
  public RefundOutcome refund(GatewayPayment payment, Refund refund) {
    return limit.within(
        () ->
            alone(
                payment.charge().key(),
                () -> {
                  Optional<RazorpayPayment> taken =
                      calls
                          .find(payment)
                          .flatMap(order -> RazorpayPayment.decisive(order.payments()))
                          .filter(RazorpayPayment::isTaken);
                  return taken.isEmpty()
                      ? new RefundOutcome.Refused("nothing was taken")
                      : money.refund(taken.get(), payment.charge(), refund);
                }),
        RefundOutcome.Unknown::new);
  }

  @Override
  public Standing status(GatewayPayment payment) {
    return standing(
        payment.charge().key(),
        () ->
            calls
                .find(payment)
                .map(order -> money.standing(order, payment.charge()))
                .orElseGet(Standing.Absent::new));
  }

  private Standing standing(String key, Callable<Standing> call) {
    return limit.within(() -> alone(key, call), Standing.Unknown::new);
  }

  private <T> T alone(String key, Callable<T> call) throws Exception {
    ReentrantLock lock = locks.get(Math.floorMod(key.hashCode(), LOCKS));
    lock.lockInterruptibly();
    try {
      return call.call();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Notice> verify(Webhook webhook, Instant wallNow) {
    return RazorpayWebhooks.verify(webhook, config.webhookSecret(), wallNow);
  }
}
