package io.dabba.dispatch.testkit;

import io.dabba.dispatch.runtime.LiveRiders;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The riders of a city without an index: they stand where they were put, and are heard of at every
 * full ten seconds of the clock's time, unless they are silent or off shift. Queries are O(riders).
 * Not thread-safe.
 */
public final class SimulatedCity implements LiveRiders {
  /** How often a rider is heard of. */
  public static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private static final class Rider {
    final RiderId id;
    final Vehicle vehicle;
    GeoPoint point;
    Availability availability = Availability.AVAILABLE;
    boolean online = true;
    Instant silentSince = Instant.MAX;
    Instant silentUntil = Instant.MIN;

    Rider(RiderId id, Vehicle vehicle, GeoPoint point) {
      this.id = id;
      this.vehicle = vehicle;
      this.point = point;
    }
  }

  private final InstantSource clock;
  private final Map<RiderId, Rider> riders = new LinkedHashMap<>();
  private Instant forgottenAt = Instant.MIN;

  /** A city without riders. */
  public SimulatedCity(InstantSource clock) {
    this.clock = clock;
  }

  /** A rider comes on shift for the first time. */
  public void enroll(RiderId rider, Vehicle vehicle, GeoPoint point) {
    riders.put(rider, new Rider(rider, vehicle, point));
  }

  /**
   * The rider is there from now on.
   *
   * @throws IllegalArgumentException if he was never enrolled
   */
  public void move(RiderId rider, GeoPoint point) {
    known(rider).point = point;
  }

  /** Where the rider is, whether or not he is heard of. */
  public GeoPoint point(RiderId rider) {
    return known(rider).point;
  }

  /** The rider comes on or goes off shift; off shift he is not seen. */
  public void shift(RiderId rider, boolean online) {
    known(rider).online = online;
  }

  /** The rider is not heard of until then. */
  public void silence(RiderId rider, Instant until) {
    Rider silent = known(rider);
    silent.silentSince = clock.instant();
    silent.silentUntil = until;
  }

  /** All positions are lost; each rider is seen again when he is heard of next. */
  public void forgetPositions() {
    forgottenAt = clock.instant();
  }

  @Override
  public List<NearbyRider> nearest(NearbyQuery query, Instant now) {
    List<NearbyRider> hits = new ArrayList<>();
    for (Rider rider : riders.values()) {
      Instant at = lastHeardOf(rider, now);
      if (isSeen(rider, at)
          && !at.isBefore(query.seenSince())
          && query.availabilities().contains(rider.availability)
          && query.vehicles().contains(rider.vehicle)) {
        double meters = query.center().distanceMeters(rider.point);
        if (meters <= query.radiusMeters() && query.accepts(rider.id)) {
          hits.add(new NearbyRider(rider.id, rider.point, at, rider.vehicle, meters));
        }
      }
    }
    hits.sort(
        Comparator.comparingDouble(NearbyRider::distanceMeters).thenComparing(NearbyRider::rider));
    return hits.size() > query.limit() ? hits.subList(0, query.limit()) : hits;
  }

  @Override
  public Optional<RiderPosition> find(RiderId rider) {
    Rider known = riders.get(rider);
    if (known == null) {
      return Optional.empty();
    }
    Instant at = lastHeardOf(known, clock.instant());
    return isSeen(known, at)
        ? Optional.of(
            new RiderPosition(known.id, known.point, at, known.availability, known.vehicle))
        : Optional.empty();
  }

  @Override
  public Set<RiderId> enrolled(Set<Availability> availabilities) {
    return riders.values().stream()
        .filter(rider -> rider.online && availabilities.contains(rider.availability))
        .map(rider -> rider.id)
        .collect(Collectors.toSet());
  }

  @Override
  public void availability(RiderId rider, Availability availability) {
    Rider known = riders.get(rider);
    if (known != null) {
      known.availability = availability;
    }
  }

  private boolean isSeen(Rider rider, Instant at) {
    return rider.online && at.isAfter(forgottenAt);
  }

  private static Instant lastHeardOf(Rider rider, Instant now) {
    boolean silent = !now.isBefore(rider.silentSince) && now.isBefore(rider.silentUntil);
    long second = (silent ? rider.silentSince : now).getEpochSecond();
    return Instant.ofEpochSecond(second - second % PING_INTERVAL.toSeconds());
  }

  private Rider known(RiderId rider) {
    Rider known = riders.get(rider);
    if (known == null) {
      throw new IllegalArgumentException("riderId=%s is not enrolled".formatted(rider));
    }
    return known;
  }
}
