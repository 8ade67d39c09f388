package io.dabba.server.payments;

import com.razorpay.RazorpayException;
import io.dabba.server.payments.RazorpayCalls.FoundOrder;
import java.util.Map;
import java.util.Optional;
import org.json.JSONObject;

/**
 * Takes and gives back. Whatever is done is looked for first, so that doing it again goes on where
 * it was cut off.
 */
final class RazorpayMoney {
  private static final String REST = "rest";
  private static final String VOID = "void";

  private final RazorpayCalls calls;

  RazorpayMoney(RazorpayCalls calls) {
    this.calls = calls;
  }

  /** Something done to an order. */
  @FunctionalInterface
  interface Change {
    void apply(FoundOrder order) throws RazorpayRefusal, RazorpayException;
  }

  Standing standing(FoundOrder order, Charge charge) {
    Optional<RazorpayPayment> decisive = RazorpayPayment.decisive(order.payments());
    boolean checkout = charge.method().equals(RazorpayGateway.NAME);
    if (decisive.isEmpty() || (checkout && decisive.get().status().equals("failed"))) {
      return checkout
          ? new Standing.NeedsAction(
              order.id(),
              new NextAction(
                  "razorpay_checkout",
                  Map.of("orderId", order.id(), "note", RazorpayPayment.KEY, "key", charge.key())))
          : new Standing.Absent();
    }
    RazorpayPayment payment = decisive.get();
    return switch (payment.status()) {
      case "authorized" -> new Standing.Authorized(order.id());
      case "captured", "refunded" -> taken(order, payment);
      case "failed" -> new Standing.Refused(payment.error().orElse("failed"));
      // any other action was told when it was asked for, and its link is not told again
      case "created" ->
          payment.vpa().isPresent()
              ? new Standing.NeedsAction(
                  order.id(), new NextAction("upi_collect", Map.of("vpa", payment.vpa().get())))
              : new Standing.Unknown("it waits for the customer");
      default -> new Standing.Unknown("the payment is " + payment.status());
    };
  }

  private static Standing taken(FoundOrder order, RazorpayPayment payment) {
    if (!payment.captured()) {
      // Razorpay gave it back by itself, because nobody captured it
      return new Standing.Voided(order.id());
    }
    if (payment.refundedMinor() < payment.restMinor()) {
      return new Standing.Unknown("the rest is not given back yet");
    }
    return new Standing.Captured(
        order.id(), payment.takeMinor(), payment.refundedMinor() - payment.restMinor());
  }

  void capture(FoundOrder order, Charge charge, long amountMinor)
      throws RazorpayRefusal, RazorpayException {
    Optional<RazorpayPayment> found = RazorpayPayment.decisive(order.payments());
    if (found.filter(RazorpayPayment::isHeld).isPresent()) {
      RazorpayPayment held = found.get();
      if (amountMinor < held.amountMinor()) {
        calls.noteTake(charge, held.id(), amountMinor);
      }
      calls.capture(charge, held);
      giveBack(charge, held.id(), REST, held.amountMinor() - amountMinor);
    } else if (found.filter(RazorpayPayment::isTaken).isPresent()) {
      giveBackRest(charge, found.get());
    }
  }

  void release(FoundOrder order, Charge charge) throws RazorpayRefusal, RazorpayException {
    for (RazorpayPayment payment : order.payments()) {
      if (payment.isHeld()) {
        calls.capture(charge, payment);
        giveBack(charge, payment.id(), VOID, payment.amountMinor());
      } else if (payment.isTaken()) {
        giveBackRest(charge, payment);
        long given = Math.max(payment.refundedMinor(), payment.restMinor());
        giveBack(charge, payment.id(), VOID, payment.amountMinor() - given);
      }
    }
  }

  private void giveBackRest(Charge charge, RazorpayPayment payment)
      throws RazorpayRefusal, RazorpayException {
    if (payment.refundedMinor() < payment.restMinor()) {
      giveBack(charge, payment.id(), REST, payment.restMinor());
    }
  }

  private void giveBack(Charge charge, String payment, String key, long amountMinor)
      throws RazorpayRefusal, RazorpayException {
    if (amountMinor > 0 && calls.findRefund(payment, key).isEmpty()) {
      calls.refund(charge, payment, new Refund(key, amountMinor));
    }
  }

  RefundOutcome refund(RazorpayPayment payment, Charge charge, Refund refund)
      throws RazorpayException {
    try {
      giveBackRest(charge, payment);
      Optional<JSONObject> known = calls.findRefund(payment.id(), refund.key());
      JSONObject done =
          known.isPresent() ? known.get() : calls.refund(charge, payment.id(), refund);
      return done.getString("status").equals("failed")
          ? new RefundOutcome.Refused("failed")
          : new RefundOutcome.Done(done.getString("id"));
    } catch (RazorpayRefusal e) {
      return new RefundOutcome.Refused(e.reason());
    }
  }
}
