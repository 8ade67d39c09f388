package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Strategy;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderIndex;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the dispatch of a city works with.
 *
 * @param clock domain time; where it is a {@link DomainClock}, its speed is heeded
 * @param warmUp how long after a start riders may not have been heard of yet, in domain time; at
 *     least the longest interval between two pings
 */
public record DispatchSetup(
    CityId city,
    LiveRiders riders,
    DispatchStore store,
    InstantSource clock,
    Strategy strategy,
    Duration warmUp,
    DispatchListener listener) {
  public DispatchSetup {
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException("warmUp=%s is negative".formatted(warmUp));
    }
  }

  /** The riders of an index by the standard strategy, with thirty seconds to warm up. */
  public static DispatchSetup of(RiderIndex riders, DispatchStore store, InstantSource clock) {
    return of(riders.city(), LiveRiders.of(riders), store, clock);
  }

  /** Any riders by the standard strategy, with thirty seconds to warm up. */
  public static DispatchSetup of(
      CityId city, LiveRiders riders, DispatchStore store, InstantSource clock) {
    return new DispatchSetup(
        city,
        riders,
        store,
        clock,
        Strategy.standard(),
        Duration.ofSeconds(30),
        DispatchListener.NONE);
  }

  /** The same by another strategy. */
  public DispatchSetup withStrategy(Strategy strategy) {
    return new DispatchSetup(city, riders, store, clock, strategy, warmUp, listener);
  }

  /** The same with another time to warm up. */
  public DispatchSetup withWarmUp(Duration warmUp) {
    return new DispatchSetup(city, riders, store, clock, strategy, warmUp, listener);
  }

  /** The same with another listener. */
  public DispatchSetup withListener(DispatchListener listener) {
    return new DispatchSetup(city, riders, store, clock, strategy, warmUp, listener);
  }
}
