package io.dabba.server.webhooks;

import io.dabba.server.outbox.OutboxFollower;
import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Errand;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.ScheduledWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to subscribers outside. What they are owed is stored in the transaction in which the
 * relay marks the events as handed on; one errand for each webhook posts it, one event after the
 * other, at one node of the cluster at a time. Thread-safe.
 *
 * <p>Each event comes at least once, and those of one aggregate in their order. One that is not
 * taken comes again, while those of other aggregates go on; after {@link RetryPolicy#attempts} it
 * is dead, and the later ones of its aggregate go on without it. A webhook that fails whatever it
 * is sent is left in peace for a while.
 */
public final class Webhooks implements OutboxFollower, AutoCloseable {
  static final String ERRAND = "webhook";

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

  /** So that a node that shuts down, or another that waits for a thread, need not wait for long. */
  private static final Duration LONGEST_RUN = Duration.ofSeconds(20);

  /** With nothing owed an errand rests until it is woken; a lost wake costs a sweep at most. */
  private static final Duration REST = Duration.ofDays(1);

  private static final Duration BETWEEN_WAKES = Duration.ofMillis(20);

  private final Database database;
  private final RetryPolicy policy;
  private final WebhookSender sender;
  private final Set<Long> toWake = ConcurrentHashMap.newKeySet();
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean closed;

  public Webhooks(Database database) {
    this(database, RetryPolicy.standard());
  }

  Webhooks(Database database, RetryPolicy policy) {
    this.database = database;
    this.policy = policy;
    this.sender = new WebhookSender(InstantSource.system(), policy.timeout());
  }

  /** Posts what one webhook is owed. */
  public Errand errand() {
    return new Errand(ERRAND, this::run, this::hasWork);
  }

  /** Finds what is owed and nobody was woken for, as when a node dies between the two. */
  public Job sweep() {
    return new Job(
        "webhook-sweep",
        SWEEP_INTERVAL,
        () -> wake(database.jdbi().withHandle(WebhookDeliveries::webhooksWithWork)));
  }

  /** Wakes errands by this from now on. */
  public void start(ScheduledWork work) {
    Thread.ofVirtual().name("webhook-waker").start(() -> wakeErrands(work));
  }

  @Override
  public Runnable handedOn(Handle handle, List<Long> events) {
    List<Long> owed = WebhookDeliveries.owe(handle, events);
    return () -> wake(owed);
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
  }

  /** Has what these webhooks are owed posted soon; cheap. */
  void wake(List<Long> webhooks) {
    if (!webhooks.isEmpty()) {
      toWake.addAll(webhooks);
      if (wake.availablePermits() == 0) {
        wake.release();
      }
    }
  }

  private void wakeErrands(ScheduledWork work) {
    while (!closed) {
      wake.acquireUninterruptibly();
      for (Long webhook : List.copyOf(toWake)) {
        toWake.remove(webhook);
        try {
          work.wake(ERRAND, webhook.toString());
        } catch (RuntimeException e) {
          if (!closed) {
            LOG.warn("webhook {} could not be woken; the sweep will find it", webhook, e);
          }
        }
      }
      LockSupport.parkNanos(BETWEEN_WAKES.toNanos());
    }
  }

  private boolean hasWork(String id) {
    return database
        .jdbi()
        .withHandle(WebhookDeliveries::webhooksWithWork)
        .contains(Long.valueOf(id));
  }

  /** Posts what is ready, for a bounded time; empty if there is no such webhook any more. */
  private Optional<Duration> run(String id) {
    long number = Long.parseLong(id);
    long began = System.nanoTime();
    while (System.nanoTime() - began < LONGEST_RUN.toNanos()) {
      Optional<Webhook> webhook =
          database.jdbi().withHandle(handle -> WebhookStore.find(handle, number));
      if (webhook.isEmpty()) {
        return Optional.empty();
      }
      if (webhook.get().pausedFor().isPositive()) {
        return Optional.of(webhook.get().pausedFor());
      }
      Optional<Delivery> ready =
          database.jdbi().withHandle(handle -> WebhookDeliveries.findReady(handle, number));
      if (ready.isEmpty()) {
        return Optional.of(
            database
                .jdbi()
                .withHandle(handle -> WebhookDeliveries.untilNext(handle, number))
                .orElse(REST));
      }
      try {
        post(webhook.get(), ready.get());
      } catch (InterruptedException e) {
        // only who stops this node interrupts; whether it was taken nobody knows, so it comes again
        return Optional.of(Duration.ZERO);
      }
    }
    return Optional.of(Duration.ZERO);
  }

  private void post(Webhook webhook, Delivery delivery) throws InterruptedException {
    Optional<String> refused = sender.post(webhook, delivery.body());
    database.useTransaction(handle -> {
      if (refused.isEmpty()) {
        WebhookDeliveries.done(handle, webhook.number(), delivery.event());
        if (webhook.failures() > 0) {
          WebhookStore.failing(handle, webhook.number(), 0, Duration.ZERO);
        }
      } else {
        failed(handle, webhook, delivery, refused.get());
      }
    });
  }

  private void failed(Handle handle, Webhook webhook, Delivery delivery, String reason) {
    int attempt = delivery.attempts() + 1;
    boolean dead = attempt >= policy.attempts();
    WebhookDeliveries.failed(
        handle,
        webhook.number(),
        delivery.event(),
        reason,
        dead
            ? Optional.empty()
            : Optional.of(policy.afterAttempt(attempt, ThreadLocalRandom.current())));
    int failures = webhook.failures() + 1;
    WebhookStore.failing(handle, webhook.number(), failures, policy.pause(failures));
    if (dead) {
      LOG.warn(
          "event {} is given up for webhook {} after {} attempts: {}",
          delivery.event(),
          webhook.id(),
          attempt,
          reason);
    }
  }
}
