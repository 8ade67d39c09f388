package io.dabba.benchmarks.simulator;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;

/** A rider's way from one place to the next, at an even speed; after it he stands at its end. */
record Leg(GeoPoint from, GeoPoint to, Instant departs, Instant arrives) {
  /** How much longer streets are than the great circle. */
  private static final double DETOUR = 1.3;

  static Leg standing(GeoPoint place, Instant since) {
    return new Leg(place, place, since, since);
  }

  static Leg riding(GeoPoint from, GeoPoint to, Instant departs, Vehicle vehicle) {
    double seconds = from.distanceMeters(to) * DETOUR / metersPerSecond(vehicle);
    return new Leg(from, to, departs, departs.plus(DomainTime.duration(seconds)));
  }

  GeoPoint at(Instant now) {
    if (!now.isBefore(arrives)) {
      return to;
    }
    if (!now.isAfter(departs)) {
      return from;
    }
    double share =
        DomainTime.seconds(Duration.between(departs, now))
            / DomainTime.seconds(Duration.between(departs, arrives));
    return new GeoPoint(
        from.lat() + (to.lat() - from.lat()) * share, from.lng() + (to.lng() - from.lng()) * share);
  }

  boolean movingAt(Instant now) {
    return now.isBefore(arrives);
  }

  static double metersPerSecond(Vehicle vehicle) {
    return switch (vehicle) {
      case WALKING -> 1.4;
      case BICYCLE -> 4.5;
      case MOTORCYCLE -> 7.5;
      case CAR -> 7;
    };
  }
}
