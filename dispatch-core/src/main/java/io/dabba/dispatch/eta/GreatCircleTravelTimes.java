package io.dabba.dispatch.eta;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;

/**
 * Travel times from the great-circle distance: longer by a detour factor, at a speed per vehicle.
 * Good enough to rank riders where no road network is at hand.
 *
 * @param detourFactor way over great-circle distance, at least 1
 */
public record GreatCircleTravelTimes(double detourFactor) implements TravelTimes {
  public GreatCircleTravelTimes {
    if (!(detourFactor >= 1 && detourFactor <= 10)) {
      throw new IllegalArgumentException(
          "detourFactor=%s is not between 1 and 10".formatted(detourFactor));
    }
  }

  /** With a detour factor of 1.3, common in cities. */
  public GreatCircleTravelTimes() {
    this(1.3);
  }

  @Override
  public Duration between(GeoPoint from, GeoPoint to, Vehicle vehicle) {
    double seconds = from.distanceMeters(to) * detourFactor / metersPerSecond(vehicle);
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static double metersPerSecond(Vehicle vehicle) {
    return switch (vehicle) {
      case WALKING -> 1.4;
      case BICYCLE -> 4.5;
      case MOTORCYCLE -> 7.5;
      case CAR -> 7.0;
    };
  }
}
