package io.dabba.benchmarks.bench.mdrp;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;

/** The travel times of an instance: straight ways, in begun minutes, on every vehicle. */
record StraightWays(double metersPerMinute) implements TravelTimes {
  @Override
  public Duration between(GeoPoint from, GeoPoint to, Vehicle vehicle) {
    return Duration.ofMinutes(minutes(Place.of(from), Place.of(to)));
  }

  int minutes(Place from, Place to) {
    return (int) Math.ceil(from.metersTo(to) / metersPerMinute);
  }
}
