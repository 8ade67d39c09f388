package io.dabba.dispatch.eta;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;

/** How long a way takes; thread-safe and free of side effects. */
@FunctionalInterface
public interface TravelTimes {
  /** The expected duration from one point to another; never negative. */
  Duration between(GeoPoint from, GeoPoint to, Vehicle vehicle);
}
