package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches a city on one thread: takes commands from a bounded queue, wakes when something falls
 * due, and keeps the city's lease. While another process owns the city it stands by; after a
 * failure of the store it takes the city over again and goes on. Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {
  /** How many commands may wait. */
  public static final int QUEUE_CAPACITY = 10_000;

  /** How long, in wall time, an owner goes without renewing its lease, unless a step is slow. */
  public static final Duration RENEW_INTERVAL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BATCH = 500;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final DispatchSetup setup;
  private final BlockingQueue<Command> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
  private final Thread thread;
  private volatile boolean closed;

  /** The end of the warm-up after positions were last lost, if it was not stored. */
  private volatile Instant coldUntil = Instant.MIN;

  private volatile @Nullable DispatchStats stats;
  private @Nullable Instant warmAt;
  private boolean standingBy;

  private Dispatcher(DispatchSetup setup) {
    this.setup = setup;
    this.thread = Thread.ofPlatform().name("dispatch-" + setup.city()).unstarted(this::run);
  }

  /** Starts dispatching a city; what the store has of it is taken up first. */
  public static Dispatcher start(DispatchSetup setup) {
    Dispatcher dispatcher = new Dispatcher(setup);
    dispatcher.thread.start();
    return dispatcher;
  }

  /** Tells the dispatcher a fact; false if it is closed or its queue full: then it was not told. */
  public boolean submit(Command command) {
    return !closed && queue.offer(command);
  }

  /**
   * Says that the positions of the riders were lost: for one warm-up nothing counts against a
   * search. False if it was not told, as by {@link #submit}.
   */
  public boolean positionsForgotten() {
    Instant warmAgainAt = setup.clock().instant().plus(setup.warmUp());
    coldUntil = warmAgainAt;
    return submit(new Command.PositionsForgotten(warmAgainAt));
  }

  /** What it has done since it took the city over; empty while another process owns the city. */
  public Optional<DispatchStats> stats() {
    return Optional.ofNullable(stats);
  }

  /** Stops after the step under way, and gives the city up. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        dispatch();
      } catch (InterruptedException e) {
        return;
      } catch (CityTakenException e) {
        standBy(e);
      } catch (NotOwnerException e) {
        LOG.warn("{}; nothing of it is stored any more", e.getMessage());
        warmAt = null;
      } catch (RuntimeException | Error e) {
        if (!closed) {
          LOG.error("dispatch of city {} failed; taking it over again", setup.city(), e);
          pause();
        }
      } finally {
        stats = null;
      }
    }
  }

  private void dispatch() throws InterruptedException {
    if (warmAt == null) {
      warmAt = setup.clock().instant().plus(setup.warmUp());
    }
    Instant forgotten = coldUntil;
    CitySession session =
        CitySession.takeOver(setup, forgotten.isAfter(warmAt) ? forgotten : warmAt);
    standingBy = false;
    LOG.info("city {} is dispatched under epoch {}", setup.city(), session.epoch());
    try {
      dispatch(session);
    } finally {
      if (closed) {
        release(session);
      }
    }
  }

  /** Where it fails, the lease ends by itself. */
  private void release(CitySession session) {
    boolean interrupted = Thread.interrupted();
    try {
      session.release();
    } catch (RuntimeException e) {
      LOG.warn("city {} was not given up; its lease will run out", setup.city(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void dispatch(CitySession session) throws InterruptedException {
    long renewedAt = System.nanoTime();
    while (!closed) {
      stats = session.stats();
      session.step(await(session));
      if (System.nanoTime() - renewedAt >= RENEW_INTERVAL.toNanos()) {
        session.renew();
        renewedAt = System.nanoTime();
      }
    }
  }

  private List<Command> await(CitySession session) throws InterruptedException {
    Duration sleep =
        session
            .nextWake()
            .map(wake ->
                DomainClock.toWall(setup.clock(), Duration.between(setup.clock().instant(), wake)))
            .filter(untilWake -> untilWake.compareTo(RENEW_INTERVAL) < 0)
            .orElse(RENEW_INTERVAL);
    List<Command> batch = new ArrayList<>();
    Command first = queue.poll(Math.max(sleep.toNanos(), 1_000_000), TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH);
    }
    return batch;
  }

  private void standBy(CityTakenException taken) {
    if (!standingBy) {
      LOG.info("{}; standing by", taken.getMessage());
    }
    standingBy = true;
    warmAt = null;
    queue.clear();
    pause();
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
