package io.dabba.server.rides;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.runtime.DispatchStats;
import io.dabba.dispatch.runtime.Dispatcher;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.CityId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatchers of this process, one per city, of which each works or stands by. Thread-safe. */
public final class CityDispatchers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CityDispatchers.class);
  private static final int SECONDS_BETWEEN_LOOKS = 2;

  private final Map<CityId, Dispatcher> dispatchers = new ConcurrentHashMap<>();
  private final Function<CityId, Dispatcher> starter;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param starter starts the dispatcher of a city
   */
  public CityDispatchers(Function<CityId, Dispatcher> starter) {
    this.starter = starter;
  }

  /** Starts dispatching a city, if it is not dispatched yet. */
  public void open(CityId city) {
    dispatchers.computeIfAbsent(city, starter);
  }

  /** Opens all cities that are stored, and from then on those that other processes store. */
  public void follow(Supplier<List<CityId>> stored) {
    stored.get().forEach(this::open);
    Thread.ofVirtual().name("new-cities").start(() -> look(stored));
  }

  /**
   * Tells a city's dispatcher; false if it has no room now. A city that is not dispatched here
   * needs none.
   */
  public boolean submit(CityId city, Command command) {
    Dispatcher dispatcher = dispatchers.get(city);
    return dispatcher == null || dispatcher.submit(command);
  }

  /**
   * Tells a city's dispatcher that its riders must be heard of anew; false if it has no room now.
   */
  public boolean positionsForgotten(CityId city) {
    Dispatcher dispatcher = dispatchers.get(city);
    return dispatcher == null || dispatcher.positionsForgotten();
  }

  /** How the dispatch of a city stands; empty if another process owns it. */
  public Optional<DispatchStats> stats(CityId city) {
    return Optional.ofNullable(dispatchers.get(city)).flatMap(Dispatcher::stats);
  }

  /** How the dispatch of each city stands that this process owns now. */
  public Map<CityId, DispatchStats> stats() {
    Map<CityId, DispatchStats> stats = new HashMap<>();
    dispatchers.forEach(
        (city, dispatcher) -> dispatcher.stats().ifPresent(s -> stats.put(city, s)));
    return stats;
  }

  /** The cities that this process owns now. */
  public Map<CityId, Epoch> owned() {
    Map<CityId, Epoch> owned = new HashMap<>();
    stats().forEach((city, stats) -> owned.put(city, stats.epoch()));
    return owned;
  }

  @Override
  public void close() {
    closed.countDown();
    dispatchers.values().forEach(Dispatcher::close);
  }

  private void look(Supplier<List<CityId>> stored) {
    try {
      while (!closed.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
        try {
          stored.get().stream().filter(city -> closed.getCount() > 0).forEach(this::open);
        } catch (RuntimeException e) {
          LOG.warn("could not look for new cities; trying again", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
