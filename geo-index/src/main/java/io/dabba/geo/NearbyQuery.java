package io.dabba.geo;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which riders are asked for: the nearest {@code limit} of those who meet every condition. Made by
 * {@link #around}, narrowed by the {@code with...} methods, each of which returns a new query.
 *
 * @param radiusMeters great-circle distance in metres, 0 to {@link #MAX_RADIUS_METERS}; a rider at
 *     exactly this distance is within
 * @param limit the most riders in the answer, at least 1
 * @param seenSince riders whose last ping is from before this instant are left out
 * @param availabilities a rider's availability is one of these
 * @param vehicles a rider's vehicle is one of these
 * @param riders what else a rider must meet. Asked on the caller's thread, after the index has let
 *     go of its locks, nearest first, once at most of each rider, and not beyond the limit: so it
 *     may be slow, and may call the index. When it refuses so many that the index must look again,
 *     the answer shows that later moment, and lacks who was accepted but has gone meanwhile
 */
public record NearbyQuery(
    GeoPoint center,
    double radiusMeters,
    int limit,
    Instant seenSince,
    Set<Availability> availabilities,
    Set<Vehicle> vehicles,
    Predicate<RiderId> riders) {
  /** The greatest radius: no city is wider. */
  public static final double MAX_RADIUS_METERS = 500_000;

  /**
   * @throws IllegalArgumentException if the radius or the limit is out of its range, or a set is
   *     empty, so that nobody could be found
   */
  public NearbyQuery {
    if (!(radiusMeters >= 0 && radiusMeters <= MAX_RADIUS_METERS)) {
      throw new IllegalArgumentException(
          "radiusMeters=%s is not between 0 and %s".formatted(radiusMeters, MAX_RADIUS_METERS));
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit=%d is not at least 1".formatted(limit));
    }
    availabilities = requireSome("availabilities", availabilities);
    vehicles = requireSome("vehicles", vehicles);
  }

  /** Every rider with a position within the radius, however old the position is. */
  public static NearbyQuery around(GeoPoint center, double radiusMeters) {
    return new NearbyQuery(
        center,
        radiusMeters,
        Integer.MAX_VALUE,
        Instant.MIN,
        EnumSet.allOf(Availability.class),
        EnumSet.allOf(Vehicle.class),
        rider -> true);
  }

  /** At most so many riders, the nearest. */
  public NearbyQuery withLimit(int limit) {
    return new NearbyQuery(
        center, radiusMeters, limit, seenSince, availabilities, vehicles, riders);
  }

  /** Only riders seen then or later; see {@link RiderIndex#freshSince}. */
  public NearbyQuery withSeenSince(Instant seenSince) {
    return new NearbyQuery(
        center, radiusMeters, limit, seenSince, availabilities, vehicles, riders);
  }

  /** Only riders of these availabilities. */
  public NearbyQuery withAvailabilities(Availability first, Availability... others) {
    return new NearbyQuery(
        center, radiusMeters, limit, seenSince, EnumSet.of(first, others), vehicles, riders);
  }

  /** Only riders on these vehicles. */
  public NearbyQuery withVehicles(Vehicle first, Vehicle... others) {
    return new NearbyQuery(
        center, radiusMeters, limit, seenSince, availabilities, EnumSet.of(first, others), riders);
  }

  /** Only riders who meet this too; it takes the place of an earlier one. */
  public NearbyQuery withRiders(Predicate<RiderId> riders) {
    return new NearbyQuery(
        center, radiusMeters, limit, seenSince, availabilities, vehicles, riders);
  }

  private static <T> Set<T> requireSome(String name, Set<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + "=[] would find nobody; maybe all are meant");
    }
    return Set.copyOf(values);
  }
}
