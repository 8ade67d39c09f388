package io.dabba.dispatch.matching;

import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many orders each place of a city is likely to get, from the orders that it has had: an order
 * weighs half as much after each half-life, so that the last hours count and last week does not.
 *
 * <p>Knows the past only, and reads no clock: a rate is of a time at or after the last order told.
 * A place that gets orders evenly has its true rate in the long run, half of it one half-life after
 * its first order, and a rate that falls to nothing once orders stay away.
 *
 * <p>Adding and asking are O(1); the memory grows with the places, not with the orders. Not
 * thread-safe.
 */
public final class DemandForecast {
  private static final double SECONDS_PER_HOUR = 3_600;

  private final double halfLifeSeconds;
  private final Map<GeoPoint, Weight> weights = new HashMap<>();
  private Instant last = Instant.MIN;

  /** What the orders of a place weigh together at the time of its last. */
  private record Weight(double orders, Instant at) {}

  /**
   * A forecast that knows of no order yet.
   *
   * @param halfLife how old an order is when it counts half; shorter follows a rush sooner, longer
   *     is steadier where orders are few
   */
  public DemandForecast(Duration halfLife) {
    if (!halfLife.isPositive()) {
      throw new IllegalArgumentException("halfLife=%s is not positive".formatted(halfLife));
    }
    halfLifeSeconds = seconds(halfLife);
  }

  /** An order was placed that is fetched there. Orders may be told late and in any sequence. */
  public void add(GeoPoint pickup, Instant placedAt) {
    weights.merge(pickup, new Weight(1, placedAt), this::together);
    if (placedAt.isAfter(last)) {
      last = placedAt;
    }
  }

  /**
   * How many orders an hour the place gets; 0 if it never got one.
   *
   * @throws IllegalArgumentException if an order is known that was placed after now
   */
  public double rate(GeoPoint place, Instant now) {
    if (now.isBefore(last)) {
      throw new IllegalArgumentException(
          "now=%s is before placedAt=%s of an order that is known".formatted(now, last));
    }
    Weight weight = weights.get(place);
    return weight == null
        ? 0
        : weight.orders()
            * left(weight.at(), now)
            * Math.log(2)
            / halfLifeSeconds
            * SECONDS_PER_HOUR;
  }

  /** Those that ever got an order, in no particular order. */
  Set<GeoPoint> places() {
    return Collections.unmodifiableSet(weights.keySet());
  }

  private Weight together(Weight one, Weight other) {
    Instant at = one.at().isAfter(other.at()) ? one.at() : other.at();
    return new Weight(
        one.orders() * left(one.at(), at) + other.orders() * left(other.at(), at), at);
  }

  /** The share of a weight that is left then. */
  private double left(Instant at, Instant then) {
    return Math.pow(2, -seconds(Duration.between(at, then)) / halfLifeSeconds);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
