package io.dabba.server.rides;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.runtime.Dispatcher;
import io.dabba.geo.CityId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The dispatchers of this process, one per city. Thread-safe. */
public final class CityDispatchers implements AutoCloseable {
  private final Map<CityId, Dispatcher> dispatchers = new ConcurrentHashMap<>();
  private final Function<CityId, Dispatcher> starter;

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

  /**
   * Tells a city's dispatcher; false if it has no room now. A city that is not dispatched here
   * needs none.
   */
  public boolean submit(CityId city, Command command) {
    Dispatcher dispatcher = dispatchers.get(city);
    return dispatcher == null || dispatcher.submit(command);
  }

  @Override
  public void close() {
    dispatchers.values().forEach(Dispatcher::close);
  }
}
