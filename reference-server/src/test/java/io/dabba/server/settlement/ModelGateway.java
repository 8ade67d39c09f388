package io.dabba.server.settlement;

import io.dabba.server.payments.Charge;
import io.dabba.server.payments.GatewayPayment;
import io.dabba.server.payments.NextAction;
import io.dabba.server.payments.Notice;
import io.dabba.server.payments.PaymentGateway;
import io.dabba.server.payments.Refund;
import io.dabba.server.payments.RefundOutcome;
import io.dabba.server.payments.Standing;
import io.dabba.server.payments.Webhook;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The truth about payments, in memory, behind a line that loses calls and answers. Its own customer
 * approves or declines. Used by one thread.
 */
final class ModelGateway implements PaymentGateway {
  private final SplittableRandom random;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, Long> refunds = new HashMap<>();
  private double lost = 0.4;

  ModelGateway(SplittableRandom random) {
    this.random = random;
  }

  /** What the gateway knows of one payment. */
  static final class Account {
    enum State {
      WAITING,
      HELD,
      TAKEN,
      FREE,
      REFUSED
    }

    private State state;
    private long taken;
    private long refunded;
    private int captures;

    Account(State state) {
      this.state = state;
    }

    long heldMinor(long amount) {
      return state == State.HELD ? amount : 0;
    }

    long takenMinor() {
      return taken - refunded;
    }

    int captures() {
      return captures;
    }
  }

  /** From now on nothing is lost. */
  void heal() {
    lost = 0;
  }

  Optional<Account> account(String key) {
    return Optional.ofNullable(accounts.get(key));
  }

  /** The customer acts, if he is to. */
  void customerActs(String key) {
    account(key)
        .filter(a -> a.state == Account.State.WAITING)
        .ifPresent(
            a -> a.state = random.nextInt(3) > 0 ? Account.State.HELD : Account.State.REFUSED);
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public boolean knows(String method) {
    return true;
  }

  @Override
  public Standing authorize(Charge charge) {
    if (isLost()) {
      return new Standing.Unknown("the call was lost");
    }
    accounts.computeIfAbsent(
        charge.key(),
        key ->
            new Account(
                switch (random.nextInt(6)) {
                  case 0 -> Account.State.WAITING;
                  case 1 -> Account.State.REFUSED;
                  case 2 -> Account.State.TAKEN;
                  default -> Account.State.HELD;
                }));
    account(charge.key())
        .filter(a -> a.state == Account.State.TAKEN && a.captures == 0)
        .ifPresent(a -> {
          a.taken = charge.amountMinor();
          a.captures = 1;
        });
    return answer(charge.key());
  }

  @Override
  public Standing capture(GatewayPayment payment, long amountMinor) {
    if (isLost()) {
      return new Standing.Unknown("the call was lost");
    }
    account(payment.charge().key())
        .filter(a -> a.state == Account.State.HELD)
        .ifPresent(a -> {
          a.state = Account.State.TAKEN;
          a.taken = amountMinor;
          a.captures++;
        });
    return answer(payment.charge().key());
  }

  @Override
  public Standing voidPayment(GatewayPayment payment) {
    if (isLost()) {
      return new Standing.Unknown("the call was lost");
    }
    account(payment.charge().key())
        .ifPresent(a -> {
          if (a.state == Account.State.HELD || a.state == Account.State.WAITING) {
            a.state = Account.State.FREE;
          } else if (a.state == Account.State.TAKEN) {
            a.refunded = a.taken;
          }
        });
    return answer(payment.charge().key());
  }

  @Override
  public RefundOutcome refund(GatewayPayment payment, Refund refund) {
    if (isLost()) {
      return new RefundOutcome.Unknown("the call was lost");
    }
    Account account = accounts.get(payment.charge().key());
    if (account == null || account.state != Account.State.TAKEN) {
      return new RefundOutcome.Refused("nothing was taken");
    }
    if (!refunds.containsKey(refund.key())) {
      if (account.takenMinor() < refund.amountMinor()) {
        return new RefundOutcome.Refused("more than is left");
      }
      refunds.put(refund.key(), refund.amountMinor());
      account.refunded += refund.amountMinor();
    }
    return isLost()
        ? new RefundOutcome.Unknown("the answer was lost")
        : new RefundOutcome.Done("r-" + refund.key());
  }

  @Override
  public Standing status(GatewayPayment payment) {
    return answer(payment.charge().key());
  }

  @Override
  public Optional<Notice> verify(Webhook webhook, Instant wallNow) {
    return Optional.empty();
  }

  private Standing answer(String key) {
    if (isLost()) {
      return new Standing.Unknown("the answer was lost");
    }
    Account account = accounts.get(key);
    if (account == null) {
      return new Standing.Absent();
    }
    return switch (account.state) {
      case WAITING -> new Standing.NeedsAction(key, new NextAction("redirect", Map.of("url", "x")));
      case HELD -> new Standing.Authorized(key);
      case TAKEN -> new Standing.Captured(key, account.taken, account.refunded);
      case FREE -> new Standing.Voided(key);
      case REFUSED -> new Standing.Refused("declined");
    };
  }

  private boolean isLost() {
    return random.nextDouble() < lost;
  }
}
