package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Strategy;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the dispatch of a city works with.
 *
 * @param clock domain time; where it is a {@link DomainClock}, its speed is heeded
 * @param warmUp how long after a start riders may not have been heard of yet, in domain time; at
 *     least the longest interval between two pings
 * @param planTime how long the improvement of a plan may take, in wall time; where it is empty the
 *     policy's iterations alone are the limit, and the same facts give the same plans on every
 *     machine
 */
public record DispatchSetup(
    CityId city,
    LiveRiders riders,
    DispatchStore store,
    InstantSource clock,
    Strategy strategy,
    Duration warmUp,
    DispatchListener listener,
    Optional<Duration> planTime) {
  /** How long the improvement of a plan may take, unless it is told otherwise. */
  public static final Duration PLAN_TIME = Duration.ofMillis(100);

  public DispatchSetup {
    if (planTime.filter(time -> !time.isPositive()).isPresent()) {
      throw new IllegalArgumentException("planTime=%s is not positive".formatted(planTime.get()));
    }
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
        DispatchListener.NONE,
        Optional.of(PLAN_TIME));
  }

  /** The same by another strategy. */
  public DispatchSetup withStrategy(Strategy strategy) {
    return new DispatchSetup(city, riders, store, clock, strategy, warmUp, listener, planTime);
  }

  /** The same with another time to warm up. */
  public DispatchSetup withWarmUp(Duration warmUp) {
    return new DispatchSetup(city, riders, store, clock, strategy, warmUp, listener, planTime);
  }

  /** The same with another listener. */
  public DispatchSetup withListener(DispatchListener listener) {
    return new DispatchSetup(city, riders, store, clock, strategy, warmUp, listener, planTime);
  }

  /** The same with plans that are limited by the policy's iterations alone. */
  public DispatchSetup withoutPlanTime() {
    return new DispatchSetup(
        city, riders, store, clock, strategy, warmUp, listener, Optional.empty());
  }
}
