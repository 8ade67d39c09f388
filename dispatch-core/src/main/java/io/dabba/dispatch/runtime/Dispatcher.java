package io.dabba.dispatch.runtime;

import io.dabba.dispatch.CityDispatcher;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.matching.Matcher;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.RiderPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link CityDispatcher} on one thread: takes commands from a bounded queue, wakes it when
 * something falls due, has its steps stored before anything is told to anybody, and keeps the
 * availability in the city's {@link RiderIndex} what the store says. After a failure of the store
 * it loads the city again and goes on. Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {
  /** How many commands may wait. */
  public static final int QUEUE_CAPACITY = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BATCH = 500;
  private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  /**
   * What a dispatcher works with.
   *
   * @param warmUp how long after a start riders may not have been heard of yet, in domain time; at
   *     least the longest interval between two pings
   */
  public record Setup(
      RiderIndex riders,
      DispatchStore store,
      DomainClock clock,
      DispatchPolicy policy,
      Matcher matcher,
      TravelTimes travelTimes,
      Duration warmUp,
      DispatchListener listener) {}

  private final Setup setup;
  private final BlockingQueue<Command> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
  private final Thread thread;
  private volatile boolean closed;

  private Dispatcher(Setup setup) {
    this.setup = setup;
    this.thread =
        Thread.ofPlatform().name("dispatch-" + setup.riders().city()).unstarted(this::run);
  }

  /** Starts dispatching a city; what the store has of it is taken up first. */
  public static Dispatcher start(Setup setup) {
    Dispatcher dispatcher = new Dispatcher(setup);
    dispatcher.thread.start();
    return dispatcher;
  }

  /** Tells the dispatcher a fact; false if it is closed or its queue full: then it was not told. */
  public boolean submit(Command command) {
    return !closed && queue.offer(command);
  }

  /** Stops after the step under way. */
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
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("dispatch of city {} failed; loading it again", setup.riders().city(), e);
          pauseAfterFailure();
        }
      }
    }
  }

  private void dispatch() throws InterruptedException {
    RecoveredCity recovered = setup.store().load(setup.riders().city());
    refreshAvailability(busyRiders());
    Instant now = setup.clock().instant();
    Instant warmAt = now.plus(setup.warmUp());
    Duration pause = Duration.between(recovered.lastStepAt().orElse(now), warmAt);
    List<RideSearch> searches =
        recovered.searches().stream().map(search -> search.pausedFor(pause)).toList();
    CityDispatcher core =
        new CityDispatcher(
            setup.riders().city(),
            setup.policy(),
            setup.matcher(),
            setup.travelTimes(),
            searches,
            warmAt);
    List<Command> commands = new ArrayList<>(recovered.unheard());
    commands.addAll(store(searches, now));
    while (!closed) {
      step(core, commands);
      commands = await(core);
    }
  }

  /** Stored at once, or the pause would be forgotten by the next one that loads the city. */
  private List<Command> store(List<RideSearch> searches, Instant now) {
    if (searches.isEmpty()) {
      return List.of();
    }
    List<Effect> effects = searches.stream().<Effect>map(Effect.SaveSearch::new).toList();
    return setup.store().commit(setup.riders().city(), new Step(now, effects));
  }

  private void step(CityDispatcher core, List<Command> commands) {
    List<Command> next = commands;
    do {
      refreshAvailability(ridersOf(next));
      Step step = core.handle(next, setup.riders()::nearest, setup.clock().instant());
      if (step.effects().isEmpty()) {
        return;
      }
      next = setup.store().commit(setup.riders().city(), step);
      tell(next);
    } while (!next.isEmpty());
  }

  /** What is stored is stored, whatever the listener makes of it. */
  private void tell(List<Command> answers) {
    try {
      setup.listener().stored(answers);
    } catch (RuntimeException e) {
      LOG.warn("the listener of city {} failed", setup.riders().city(), e);
    }
  }

  /**
   * The index's availability is a copy; this thread alone writes it for offers, so an older answer
   * never overtakes a newer.
   */
  private void refreshAvailability(Set<RiderId> riders) {
    if (!riders.isEmpty()) {
      setup.store().availability(riders).forEach(setup.riders()::availability);
    }
  }

  private static Set<RiderId> ridersOf(List<Command> commands) {
    return commands.stream().flatMap(c -> c.rider().stream()).collect(Collectors.toSet());
  }

  /** Those who would never be asked again if the word that freed them was lost in a failure. */
  private Set<RiderId> busyRiders() {
    return setup.riders().positions().stream()
        .filter(rider ->
            rider.availability() == Availability.OFFERED
                || rider.availability() == Availability.RIDING)
        .map(RiderPosition::rider)
        .collect(Collectors.toSet());
  }

  private List<Command> await(CityDispatcher core) throws InterruptedException {
    Duration sleep =
        core.nextWake()
            .map(wake -> setup.clock().toWall(Duration.between(setup.clock().instant(), wake)))
            .filter(untilWake -> untilWake.compareTo(LONGEST_SLEEP) < 0)
            .orElse(LONGEST_SLEEP);
    List<Command> batch = new ArrayList<>();
    Command first = queue.poll(Math.max(sleep.toNanos(), 1_000_000), TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH);
    }
    return batch;
  }

  private void pauseAfterFailure() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
