package io.dabba.search;

import io.dabba.geo.GeoPoint;
import java.time.Duration;

/**
 * How long the way from a restaurant to a door takes. Asked once for each hit, and to sort by ETA
 * once for each restaurant that fits: it must be cheap and thread-safe, and the same for the same
 * two points while pages of one query are turned.
 */
@FunctionalInterface
public interface TravelTime {
  /** Not negative. */
  Duration between(GeoPoint restaurant, GeoPoint door);

  /** As the crow flies, at a speed in metres per second, more than 0. */
  static TravelTime atSpeed(double metersPerSecond) {
    Checks.range("metersPerSecond", metersPerSecond, Double.MIN_NORMAL, 1e3);
    return (restaurant, door) ->
        Duration.ofMillis(Math.round(restaurant.distanceMeters(door) / metersPerSecond * 1_000));
  }
}
