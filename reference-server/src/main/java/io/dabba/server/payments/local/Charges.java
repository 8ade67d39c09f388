package io.dabba.server.payments.local;

import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.payments.local.LocalCharge.LocalRefund;
import io.dabba.server.payments.local.LocalCharge.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done with charges, each call once however often it is made; whatever changes, the
 * caller's webhook hears of. Thread-safe.
 */
final class Charges {
  private static final String REFUSED = "insufficient funds";
  private static final String VOID = "void";
  private static final String NO_SUCH_CHARGE = "no-such-charge";

  private final ChargeBook book;
  private final WebhookSender webhooks;
  private final Pause pause;
  private final Optional<Duration> customerActsAfter;
  private volatile Faults faults = Faults.NONE;

  Charges(
      ChargeBook book, WebhookSender webhooks, Pause pause, Optional<Duration> customerActsAfter) {
    this.book = book;
    this.webhooks = webhooks;
    this.pause = pause;
    this.customerActsAfter = customerActsAfter;
  }

  Faults faults() {
    return faults;
  }

  void misbehave(Faults how) {
    faults = how;
  }

  /** Has customers act on what waited for them when the gateway was killed. */
  void resume() {
    book.all().stream()
        .filter(charge -> charge.state() == State.REQUIRES_ACTION)
        .forEach(this::awaitCustomer);
  }

  Optional<LocalCharge> find(String key) {
    return book.find(key);
  }

  Optional<LocalCharge> findByReference(String reference) {
    return book.findByReference(reference);
  }

  List<LocalCharge> all() {
    return book.all();
  }

  /** How often a call came in, this time included. */
  int arrived(ChargeBook.Arrival arrival) {
    return book.arrived(arrival);
  }

  int arrivals(ChargeBook.Arrival arrival) {
    return book.arrivals(arrival);
  }

  LocalCharge authorize(ChargeRequest request, boolean refuse) {
    ChargeBook.Change change =
        book.change(
            request.key(),
            known ->
                known.orElseGet(() -> {
                  LocalCharge asked = LocalCharge.asked(request, name("ch_"));
                  return refuse ? asked.refused(REFUSED) : firstAnswer(asked);
                }));
    LocalCharge charge = told(change);
    if (!charge.isFor(request)) {
      throw Problem.of(
              422,
              "idempotency-key-reused",
              "The Idempotency-Key belongs to another charge",
              "It was used for %d %s by %s"
                  .formatted(charge.amountMinor(), charge.currency(), charge.method()))
          .exception();
    }
    if (change.isNews() && charge.state() == State.REQUIRES_ACTION) {
      awaitCustomer(charge);
    }
    return charge;
  }

  private static LocalCharge firstAnswer(LocalCharge asked) {
    return switch (asked.method()) {
      case "card", "card-timeout", "card-dropped" -> asked.approved();
      case "card-3ds", "upi" -> asked;
      case "card-refused" -> asked.refused(REFUSED);
      default -> asked.refused("no such payment method");
    };
  }

  LocalCharge capture(String key, long amountMinor) {
    return told(
        book.change(
            key,
            known -> {
              LocalCharge charge = require(known);
              return switch (charge.state()) {
                case CAPTURED -> charge;
                case AUTHORIZED -> {
                  if (amountMinor > charge.amountMinor()) {
                    throw tooMuch(amountMinor, charge.amountMinor());
                  }
                  yield charge.captured(amountMinor);
                }
                default -> throw conflict(charge, "captured");
              };
            }));
  }

  /** Releases what is held, and gives back what was taken. */
  LocalCharge release(String key) {
    return told(
        book.change(
            key,
            known -> {
              LocalCharge charge = require(known);
              return switch (charge.state()) {
                case REQUIRES_ACTION, AUTHORIZED -> charge.voided();
                case CAPTURED ->
                    charge.refundableMinor() == 0
                        ? charge
                        : charge.refunded(
                            new LocalRefund(VOID, name("re_"), charge.refundableMinor()));
                case VOIDED, REFUSED -> charge;
              };
            }));
  }

  LocalRefund refund(String key, String refundKey, long amountMinor) {
    LocalCharge charge =
        told(
            book.change(
                key,
                known -> {
                  LocalCharge before = require(known);
                  if (before.findRefund(refundKey).isPresent()) {
                    return before;
                  }
                  if (before.state() != State.CAPTURED) {
                    throw conflict(before, "refunded");
                  }
                  if (amountMinor > before.refundableMinor()) {
                    throw tooMuch(amountMinor, before.refundableMinor());
                  }
                  return before.refunded(new LocalRefund(refundKey, name("re_"), amountMinor));
                }));
    LocalRefund refund = charge.findRefund(refundKey).orElseThrow();
    if (refund.amountMinor() != amountMinor) {
      throw Problem.of(
              422,
              "idempotency-key-reused",
              "The Idempotency-Key belongs to another refund",
              "It was used for %d".formatted(refund.amountMinor()))
          .exception();
    }
    return refund;
  }

  /** What the customer says, if he is still asked. */
  LocalCharge decide(String key, boolean approved) {
    return told(
        book.change(
            key,
            known -> {
              LocalCharge charge = require(known);
              if (charge.state() != State.REQUIRES_ACTION) {
                return charge;
              }
              return approved ? charge.approved() : charge.refused("declined by the customer");
            }));
  }

  private void awaitCustomer(LocalCharge charge) {
    customerActsAfter.ifPresent(after ->
        Thread.startVirtualThread(() -> {
          try {
            if (pause.elapsed(after)) {
              decide(charge.key(), true);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }));
  }

  private LocalCharge told(ChargeBook.Change change) {
    if (change.isNews()) {
      webhooks.send(change.after(), faults.of(change.after()));
    }
    return change.after();
  }

  /** The charge, or a 404 that says more than that a path is not known. */
  static LocalCharge require(Optional<LocalCharge> known) {
    return known.orElseThrow(
        () -> Problem.of(404, NO_SUCH_CHARGE, "Not found", "There is no such charge").exception());
  }

  private static ProblemException conflict(LocalCharge charge, String wanted) {
    return Problem.of(
            409,
            "wrong-state",
            "The charge is in another state",
            "It is %s and cannot be %s".formatted(charge.state(), wanted))
        .exception();
  }

  private static ProblemException tooMuch(long amountMinor, long mostMinor) {
    return Problem.of(
            422,
            "too-much",
            "The amount is too large",
            "It is %d of %d".formatted(amountMinor, mostMinor))
        .exception();
  }

  private static String name(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }
}
