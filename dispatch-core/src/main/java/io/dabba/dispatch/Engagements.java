package io.dabba.dispatch;

import io.dabba.dispatch.matching.RiderOutlook;
import io.dabba.dispatch.matching.ServiceTimes;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rides that have their rider, and when and where each should leave him free. The expectation
 * is made once, when the rider takes the ride, from where he is then.
 */
final class Engagements {
  /** A rider who should be done by now is expected to be so that much later, again and again. */
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  /** Who is that late is not counted on any more. */
  private static final Duration LOST = Duration.ofMinutes(10);

  private record Engagement(RideUnderWay ride, Optional<Instant> freeAt) {}

  private final Strategy strategy;
  private final Map<RiderId, Engagement> byRider = new HashMap<>();

  Engagements(Strategy strategy, List<RideUnderWay> recovered) {
    this.strategy = strategy;
    recovered.forEach(ride -> byRider.put(ride.riderId(), new Engagement(ride, Optional.empty())));
  }

  /** The rider has taken the ride. */
  void begin(RideUnderWay ride, CandidateSource riders, Instant now) {
    byRider.put(ride.riderId(), new Engagement(ride, expectation(ride, riders, now)));
  }

  /** The rider does not have the ride any more. */
  void end(RideId ride, RiderId rider) {
    Engagement engagement = byRider.get(rider);
    if (engagement != null && engagement.ride().ride().id().equals(ride)) {
      byRider.remove(rider);
    }
  }

  /** Where and when those will be free who will be soon. */
  List<RiderOutlook> soonFree(CandidateSource riders, Instant now) {
    Instant latest = now.plus(strategy.policy().planning().soonFree());
    byRider.replaceAll((rider, engagement) -> expected(engagement, riders, now));
    return byRider.values().stream()
        .flatMap(engagement -> outlook(engagement, riders, now).stream())
        .filter(outlook -> !outlook.freeAt().isAfter(latest))
        .sorted(Comparator.comparing(outlook -> outlook.riderId().value()))
        .toList();
  }

  /** One that was recovered before its rider was heard of. */
  private Engagement expected(Engagement engagement, CandidateSource riders, Instant now) {
    return engagement.freeAt().isPresent()
        ? engagement
        : new Engagement(engagement.ride(), expectation(engagement.ride(), riders, now));
  }

  private Optional<RiderOutlook> outlook(
      Engagement engagement, CandidateSource riders, Instant now) {
    Instant heardSince = now.minus(strategy.policy().maxPositionAge());
    RiderId rider = engagement.ride().riderId();
    GeoPoint lastDoor = engagement.ride().ride().orders().getLast().dropoff();
    return engagement
        .freeAt()
        .flatMap(freeAt ->
            riders
                .find(rider)
                .filter(position -> position.availability() == Availability.RIDING)
                .filter(position -> !position.at().isBefore(heardSince))
                .filter(position -> freeAt.isAfter(now.minus(LOST)))
                .map(position ->
                    new RiderOutlook(
                        rider,
                        lastDoor,
                        freeAt.isAfter(now) ? freeAt : now.plus(OVERDUE),
                        position.vehicle(),
                        riders.profile(rider))));
  }

  private Optional<Instant> expectation(
      RideUnderWay underWay, CandidateSource riders, Instant now) {
    return riders.find(underWay.riderId()).map(position -> freeAt(underWay, position, now));
  }

  private Instant freeAt(RideUnderWay underWay, RiderPosition position, Instant now) {
    ServiceTimes service = strategy.policy().planning().service();
    Ride ride = underWay.ride();
    GeoPoint place = position.point();
    Instant clock = now;
    if (!underWay.pickedUp()) {
      Instant arrival = now.plus(way(place, ride.pickup(), position)).plus(service.beforePickup());
      clock =
          (arrival.isAfter(ride.readyAt()) ? arrival : ride.readyAt()).plus(service.afterPickup());
      place = ride.pickup();
    }
    for (RideOrder order : ride.orders()) {
      clock =
          clock
              .plus(way(place, order.dropoff(), position))
              .plus(service.beforeDropoff())
              .plus(service.afterDropoff());
      place = order.dropoff();
    }
    return clock;
  }

  private Duration way(GeoPoint from, GeoPoint to, RiderPosition rider) {
    return strategy.travelTimes().between(from, to, rider.vehicle());
  }
}
