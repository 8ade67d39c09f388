package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.Ping;
import io.dabba.geo.PingOutcome;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Dabba's {@link CityRiders} or, of one city, its {@link RiderIndex}: by rider id, exact, with
 * every filter on, which no rider here fails. Any thread, if each rider is moved by one only.
 */
final class DabbaPeer implements Peer<List<NearbyRider>> {
  private static final Duration STALE_AFTER = Duration.ofMinutes(2);
  private static final Instant START = Instant.parse("2026-01-15T06:30:00Z");
  private static final Set<RiderId> DECLINED = Set.of(new RiderId("asha"), new RiderId("ravi"));

  private final CityRiders riders = new CityRiders(STALE_AFTER);
  private final List<RiderIndex> cities = new ArrayList<>();
  private final RiderId[] ids;

  private final NearbyQuery query =
      NearbyQuery.around(new GeoPoint(0, 0), RADIUS_METERS)
          .withLimit(LIMIT)
          .withAvailabilities(Availability.AVAILABLE)
          .withVehicles(Vehicle.BICYCLE, Vehicle.MOTORCYCLE)
          .withSeenSince(START.minus(STALE_AFTER))
          .withRiders(rider -> !DECLINED.contains(rider));

  DabbaPeer(Roster roster) {
    this(List.of(roster));
  }

  /** The riders of all cities of a walk. */
  DabbaPeer(List<Roster> rosters) {
    ids = rosters.getFirst().allIds();
    for (Roster roster : rosters) {
      CityId city = new CityId("city-" + cities.size());
      for (int i = 0; i < roster.size(); i++) {
        int rider = roster.first() + i;
        Vehicle vehicle = rider % 3 == 0 ? Vehicle.BICYCLE : Vehicle.MOTORCYCLE;
        riders.startShift(ids[rider], city, vehicle, Availability.AVAILABLE);
        moveInCity(rider, roster.lat(i), roster.lng(i), 0);
      }
      cities.add(riders.index(city));
    }
  }

  /** By the first city's index. */
  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    return cities.getFirst().report(ping(rider, lat, lng, micros));
  }

  /** By the riders of all cities. */
  boolean moveInCity(int rider, double lat, double lng, long micros) {
    return riders.report(ping(rider, lat, lng, micros)) instanceof PingOutcome.Taken;
  }

  @Override
  public List<NearbyRider> nearest10(double lat, double lng) {
    return nearest10(0, lat, lng);
  }

  List<NearbyRider> nearest10(int city, double lat, double lng) {
    return cities
        .get(city)
        .nearest(
            new NearbyQuery(
                new GeoPoint(lat, lng),
                query.radiusMeters(),
                query.limit(),
                query.seenSince(),
                query.availabilities(),
                query.vehicles(),
                query.riders()));
  }

  @Override
  public int[] riders(List<NearbyRider> answer) {
    return answer.stream().mapToInt(hit -> Roster.numberOf(hit.rider())).toArray();
  }

  /** An answer made anew, which allocates what an answer is and nothing else. */
  static List<NearbyRider> rebuilt(List<NearbyRider> answer) {
    NearbyRider[] hits = new NearbyRider[answer.size()];
    for (int i = 0; i < hits.length; i++) {
      NearbyRider hit = answer.get(i);
      hits[i] =
          new NearbyRider(
              hit.rider(),
              new GeoPoint(hit.point().lat(), hit.point().lng()),
              Instant.EPOCH.plus(
                  ChronoUnit.MICROS.between(Instant.EPOCH, hit.at()), ChronoUnit.MICROS),
              hit.vehicle(),
              hit.distanceMeters());
    }
    return Arrays.asList(hits);
  }

  private Ping ping(int rider, double lat, double lng, long micros) {
    Instant at = START.plus(micros, ChronoUnit.MICROS);
    return Ping.of(ids[rider], new GeoPoint(lat, lng), at);
  }
}
