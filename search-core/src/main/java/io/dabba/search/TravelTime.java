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

  /** The same, said how many metres there are between the two as the crow flies. */
  default Duration between(GeoPoint restaurant, GeoPoint door, double meters) {
    return between(restaurant, door);
  }

  /**
   * How long it takes at least if door and restaurant are so many metres apart as the crow flies,
   * growing with them; zero unless more is known. With it, a {@link SearchCache} can prove more of
   * its answers by {@link SortBy#ETA}, and passes fewer by.
   */
  default Duration atLeast(double meters) {
    return Duration.ZERO;
  }

  /** As the crow flies, at a speed in metres per second, more than 0. */
  static TravelTime atSpeed(double metersPerSecond) {
    Checks.range("metersPerSecond", metersPerSecond, Double.MIN_NORMAL, 1e3);
    return new TravelTime() {
      @Override
      public Duration between(GeoPoint restaurant, GeoPoint door) {
        return atLeast(restaurant.distanceMeters(door));
      }

      @Override
      public Duration between(GeoPoint restaurant, GeoPoint door, double meters) {
        return atLeast(meters);
      }

      @Override
      public Duration atLeast(double meters) {
        return Duration.ofMillis(Math.round(meters / metersPerSecond * 1_000));
      }
    };
  }
}
