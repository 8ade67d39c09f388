package io.dabba.server.settlement;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.payments.Gateways;
import io.dabba.server.payments.PaymentGateway;
import io.dabba.server.payments.Standing;
import io.dabba.server.postgres.Database;
import io.dabba.server.settlement.StoredPayment.Status;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings payments where they belong: asks the gateways, outside any transaction, and applies what
 * they say in one. What is due stands in the payment's row, so a crash at any moment leaves it due;
 * every call to a gateway may be repeated. Thread-safe.
 *
 * <p>A worker does what is due when it is woken: after commits of this process, and by the
 * scheduled work of the cluster for what was left by others or waits for its next attempt.
 */
public final class PaymentSettlement implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentSettlement.class);
  private static final int CALLS_AT_ONCE = 16;
  private static final long BETWEEN_LOOKS_MILLIS = 10;
  private static final int DOUBTED_AT_ONCE = 500;

  private final Database database;
  private final Gateways gateways;
  private final InstantSource clock;
  private final PaymentTimes times;
  private final Runnable afterCommit;
  private final Refunds refunds;
  private final Semaphore wake = new Semaphore(0);
  private final Semaphore free = new Semaphore(CALLS_AT_ONCE);
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread worker = Thread.ofVirtual().name("payments").unstarted(this::run);
  private volatile boolean closed;

  public PaymentSettlement(
      Database database,
      Gateways gateways,
      InstantSource clock,
      PaymentTimes times,
      Runnable afterCommit) {
    this.database = database;
    this.gateways = gateways;
    this.clock = clock;
    this.times = times;
    this.afterCommit = afterCommit;
    this.refunds = new Refunds(database, clock, times);
  }

  /**
   * Starts the worker that does what is due.
   *
   * @param alone whether no other process can be at this database: then whoever has leased a
   *     payment is dead, and is not waited for
   */
  public void start(boolean alone) {
    if (alone) {
      database.useTransaction(StoredPayment::endLeases);
    }
    worker.start();
    wake();
  }

  /** Says that something may be due; cheap. */
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    calls.shutdownNow();
  }

  /** How long payments are given. */
  public PaymentTimes times() {
    return times;
  }

  /** The refunds of this settlement's payments. */
  public Refunds refunds() {
    return refunds;
  }

  /** Applies what a gateway said of the payment of an order. */
  public void apply(OrderId order, Standing standing) {
    database.useTransaction(handle -> {
      OrderStatus status = OrderStore.lock(handle, order).orElseThrow();
      StoredPayment payment = StoredPayment.find(handle, order, times);
      new GatewayWord(handle, payment, status, times, clock.instant()).apply(standing);
    });
    afterCommit.run();
  }

  /**
   * Goes on with the payment of an order in place of whoever left it: nothing is done while that
   * one may still be at it.
   *
   * @param now whether a pause between attempts is cut short
   * @return whether the gateway was asked
   */
  public boolean settle(OrderId order, boolean now) {
    Optional<StoredPayment> leased =
        database.inTransaction(handle -> StoredPayment.lease(handle, order, times, now));
    leased.ifPresent(this::attempt);
    return leased.isPresent();
  }

  /** Whole seconds until somebody else may go on with the payment of an order, at least one. */
  public int secondsLeft(OrderId order) {
    return database.jdbi().withHandle(handle -> StoredPayment.secondsLeft(handle, order));
  }

  /**
   * Has the gateways asked about all that is open, and about what is held for long; the answers
   * count as they come.
   *
   * @return about how many payments
   */
  public int reconcile() {
    int asked =
        database.inTransaction(handle ->
            StoredPayment.hurry(handle)
                + StoredPayment.doubtOld(handle, DOUBTED_AT_ONCE)
                + Refunds.hurry(handle));
    wake();
    return asked;
  }

  /**
   * Asks the gateway about the payment of one order now, whatever is due with it, and applies the
   * answer.
   */
  public void reconcile(OrderId order) {
    database.useTransaction(handle -> StoredPayment.doubt(handle, order));
    settle(order, true);
    wake();
  }

  private void run() {
    while (!closed) {
      try {
        wake.acquire();
        // what is made due in bursts is looked for once
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        wake.drainPermits();
        while (doWhatIsDue()) {}
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("payments could not be settled; they stay due: {}", e.toString());
        }
      }
    }
  }

  /** Whether there may be more. */
  private boolean doWhatIsDue() throws InterruptedException {
    free.acquire();
    free.release();
    int room = free.availablePermits();
    List<StoredPayment> payments =
        database.execute(handle -> StoredPayment.lease(handle, times, room));
    for (StoredPayment payment : payments) {
      call(() -> tryAttempt(payment));
    }
    List<Refunds.Asked> asked = refunds.lease(room);
    for (Refunds.Asked refund : asked) {
      call(() -> refunds.tryRefund(refund, () -> gateway(refund.gateway()), afterCommit));
    }
    return payments.size() == room || asked.size() == room;
  }

  private void call(Runnable call) throws InterruptedException {
    free.acquire();
    calls.execute(() -> {
      try {
        call.run();
      } finally {
        free.release();
      }
    });
  }

  /** What goes wrong with one payment leaves that one due, and no other. */
  private void tryAttempt(StoredPayment payment) {
    try {
      attempt(payment);
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("payment of order {} failed; it stays due", payment.order(), e);
      }
    }
  }

  private void attempt(StoredPayment payment) {
    PaymentGateway gateway = gateway(payment.gateway());
    Standing standing =
        switch (payment.due().orElseThrow()) {
          case SETTLE -> ask(gateway, payment);
          case CAPTURE -> gateway.capture(payment.asked(), payment.charge().amountMinor());
          case VOID -> gateway.voidPayment(payment.asked());
        };
    apply(payment.order(), standing);
  }

  /** A charge that never arrived is sent again, under the same key, while its order waits. */
  private Standing ask(PaymentGateway gateway, StoredPayment payment) {
    boolean overdue = payment.isOverdue(times, clock.instant());
    if (payment.status() == Status.ASKED && !overdue) {
      return gateway.authorize(payment.charge());
    }
    Standing standing = gateway.status(payment.asked());
    return standing instanceof Standing.Absent && payment.status() == Status.PENDING && !overdue
        ? gateway.authorize(payment.charge())
        : standing;
  }

  private PaymentGateway gateway(String name) {
    return gateways
        .byName(name)
        .orElseThrow(() ->
            new IllegalStateException("gateway=%s is not configured any more".formatted(name)));
  }
}
