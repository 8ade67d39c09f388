package io.dabba.geo;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which riders are asked for: the nearest {@code limit} of those who meet every condition. Made by
 * {@link #around}, narrowed by the {@code with...} methods, each of which returns a new query; one
 * that is asked at many places is made once and moved by {@link #at}. Immutable.
 */
public final class NearbyQuery {
  /** The greatest radius: no city is wider. */
  public static final double MAX_RADIUS_METERS = 500_000;

  private final GeoPoint center;
  private final Conditions conditions;

  /** All but the place: what is derived from it is derived once, not for each place. */
  private record Conditions(
      double radiusMeters,
      int limit,
      Instant seenSince,
      Set<Availability> availabilities,
      Set<Vehicle> vehicles,
      @Nullable Predicate<RiderId> riders,
      long filter) {
    Conditions(
        double radiusMeters,
        int limit,
        Instant seenSince,
        Set<Availability> availabilities,
        Set<Vehicle> vehicles,
        @Nullable Predicate<RiderId> riders) {
      this(
          radiusMeters,
          limit,
          seenSince,
          requireSome("availabilities", availabilities),
          requireSome("vehicles", vehicles),
          riders,
          statesOf(availabilities, vehicles));
      if (!(radiusMeters >= 0 && radiusMeters <= MAX_RADIUS_METERS)) {
        throw new IllegalArgumentException(
            "radiusMeters=%s is not between 0 and %s".formatted(radiusMeters, MAX_RADIUS_METERS));
      }
      if (limit < 1) {
        throw new IllegalArgumentException("limit=%d is not at least 1".formatted(limit));
      }
    }
  }

  private NearbyQuery(GeoPoint center, Conditions conditions) {
    this.center = center;
    this.conditions = conditions;
  }

  /**
   * Every rider with a position within the radius.
   *
   * @param radiusMeters great-circle distance in metres, 0 to {@link #MAX_RADIUS_METERS}; a rider
   *     at exactly this distance is within
   * @throws IllegalArgumentException if the radius is out of its range
   */
  public static NearbyQuery around(GeoPoint center, double radiusMeters) {
    return new NearbyQuery(
        center,
        new Conditions(
            radiusMeters,
            Integer.MAX_VALUE,
            Instant.MIN,
            EnumSet.allOf(Availability.class),
            EnumSet.allOf(Vehicle.class),
            null));
  }

  /** The same query around another point. */
  public NearbyQuery at(GeoPoint center) {
    return new NearbyQuery(center, conditions);
  }

  /**
   * At most so many riders, the nearest.
   *
   * @throws IllegalArgumentException if the limit is not at least 1
   */
  public NearbyQuery withLimit(int limit) {
    Conditions c = conditions;
    return with(
        new Conditions(c.radiusMeters, limit, c.seenSince, c.availabilities, c.vehicles, c.riders));
  }

  /** Only riders seen then or later. */
  public NearbyQuery withSeenSince(Instant seenSince) {
    Conditions c = conditions;
    return with(
        new Conditions(c.radiusMeters, c.limit, seenSince, c.availabilities, c.vehicles, c.riders));
  }

  /** Only riders of these availabilities. */
  public NearbyQuery withAvailabilities(Availability first, Availability... others) {
    return withAvailabilities(EnumSet.of(first, others));
  }

  /**
   * Only riders of these availabilities.
   *
   * @throws IllegalArgumentException if there are none, so that nobody could be found
   */
  public NearbyQuery withAvailabilities(Set<Availability> availabilities) {
    Conditions c = conditions;
    return with(
        new Conditions(c.radiusMeters, c.limit, c.seenSince, availabilities, c.vehicles, c.riders));
  }

  /** Only riders on these vehicles. */
  public NearbyQuery withVehicles(Vehicle first, Vehicle... others) {
    return withVehicles(EnumSet.of(first, others));
  }

  /**
   * Only riders on these vehicles.
   *
   * @throws IllegalArgumentException if there are none, so that nobody could be found
   */
  public NearbyQuery withVehicles(Set<Vehicle> vehicles) {
    Conditions c = conditions;
    return with(
        new Conditions(c.radiusMeters, c.limit, c.seenSince, c.availabilities, vehicles, c.riders));
  }

  /**
   * Only riders who meet this too; it takes the place of an earlier one. It is asked on the
   * caller's thread, with no lock held, of riders who meet all the rest: in no order, of more than
   * are in the answer, and perhaps more than once of one. So it should be quick, and always say the
   * same.
   */
  public NearbyQuery withRiders(Predicate<RiderId> riders) {
    Conditions c = conditions;
    return with(
        new Conditions(c.radiusMeters, c.limit, c.seenSince, c.availabilities, c.vehicles, riders));
  }

  public GeoPoint center() {
    return center;
  }

  /** In metres, 0 to {@link #MAX_RADIUS_METERS}. */
  public double radiusMeters() {
    return conditions.radiusMeters;
  }

  /** The most riders in the answer, at least 1. */
  public int limit() {
    return conditions.limit;
  }

  /** Riders whose last ping is from before this instant are left out. */
  public Instant seenSince() {
    return conditions.seenSince;
  }

  /** What a rider's availability is one of. */
  public Set<Availability> availabilities() {
    return conditions.availabilities;
  }

  /** What a rider's vehicle is one of. */
  public Set<Vehicle> vehicles() {
    return conditions.vehicles;
  }

  /** What else a rider must meet, or null for nothing else; see {@link #withRiders}. */
  @Nullable Predicate<RiderId> riders() {
    return conditions.riders;
  }

  /** The states of a slot that meet this, a bit for each: see {@link RiderSlots}. */
  long filter() {
    return conditions.filter;
  }

  /** Whether the rider meets {@link #withRiders}; true for everybody in a query without it. */
  public boolean accepts(RiderId rider) {
    return conditions.riders == null || conditions.riders.test(rider);
  }

  @Override
  public String toString() {
    return "NearbyQuery[center=%s, %s]".formatted(center, conditions);
  }

  private NearbyQuery with(Conditions changed) {
    return new NearbyQuery(center, changed);
  }

  private static long statesOf(Set<Availability> availabilities, Set<Vehicle> vehicles) {
    long filter = 0;
    for (Vehicle vehicle : vehicles) {
      for (Availability availability : availabilities) {
        filter |= 1L << (RiderSlots.POSITIONED | RiderSlots.filterBits(availability, vehicle));
      }
    }
    return filter;
  }

  private static <T> Set<T> requireSome(String name, Set<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + "=[] would find nobody; maybe all are meant");
    }
    return Set.copyOf(values);
  }
}
