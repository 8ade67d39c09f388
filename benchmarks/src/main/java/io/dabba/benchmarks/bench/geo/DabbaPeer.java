package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Dabba's {@link RiderIndex} of one city: by rider id, exact, with every filter on, which no rider
 * here fails. Any thread, if each rider is moved by one only.
 */
final class DabbaPeer implements Peer<List<NearbyRider>> {
  static final Duration STALE_AFTER = Duration.ofMinutes(2);

  private static final Instant START = Instant.parse("2026-01-15T06:30:00Z");
  static final long START_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, START);
  private static final Set<RiderId> DECLINED = Set.of(new RiderId("asha"), new RiderId("ravi"));
  private static final NearbyQuery QUERY =
      NearbyQuery.around(new GeoPoint(0, 0), RADIUS_METERS)
          .withLimit(LIMIT)
          .withAvailabilities(Availability.AVAILABLE)
          .withVehicles(Vehicle.BICYCLE, Vehicle.MOTORCYCLE)
          .withSeenSince(START.minusSeconds(90))
          .withRiders(rider -> !DECLINED.contains(rider));

  private final RiderIndex index = new RiderIndex(new CityId("mumbai"), STALE_AFTER);
  private final RiderId[] ids;

  DabbaPeer(Roster roster) {
    ids = roster.allIds();
    for (int i = 0; i < ids.length; i++) {
      index.enroll(ids[i], vehicleOf(i), Availability.AVAILABLE);
      move(i, roster.lat(i), roster.lng(i), 0);
    }
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    return index.report(ids[rider], lat, lng, START_MICROS + micros);
  }

  @Override
  public List<NearbyRider> nearest10(double lat, double lng) {
    return nearest10(index, lat, lng);
  }

  @Override
  public int[] riders(List<NearbyRider> answer) {
    return answer.stream().mapToInt(hit -> Roster.numberOf(hit.rider())).toArray();
  }

  static List<NearbyRider> nearest10(RiderIndex index, double lat, double lng) {
    return index.nearest(QUERY.at(new GeoPoint(lat, lng)), START);
  }

  /** Two of the four. */
  static Vehicle vehicleOf(int rider) {
    return rider % 3 == 0 ? Vehicle.BICYCLE : Vehicle.MOTORCYCLE;
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
    return Collections.unmodifiableList(Arrays.asList(hits));
  }
}
