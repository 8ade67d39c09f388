package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import java.util.List;

/**
 * Dabba's {@link CityRiders}: what {@link DabbaPeer} does in one city, for all cities of a process.
 * Any thread, if each rider is moved by one only.
 */
final class DabbaCities {
  private final CityRiders riders = new CityRiders(DabbaPeer.STALE_AFTER);
  private final RiderIndex[] cities;
  private final RiderId[] ids;

  /** The riders of all cities of a walk. */
  DabbaCities(List<Roster> rosters) {
    ids = rosters.getFirst().allIds();
    cities = new RiderIndex[rosters.size()];
    for (int city = 0; city < cities.length; city++) {
      Roster roster = rosters.get(city);
      CityId id = new CityId("city-" + city);
      cities[city] = riders.index(id);
      for (int i = 0; i < roster.size(); i++) {
        int rider = roster.first() + i;
        riders.startShift(ids[rider], id, DabbaPeer.vehicleOf(rider), Availability.AVAILABLE);
        move(rider, roster.lat(i), roster.lng(i), 0);
      }
    }
  }

  /** By the riders of all cities; see {@link Peer#move}. */
  boolean move(int rider, double lat, double lng, long micros) {
    return riders.report(ids[rider], lat, lng, DabbaPeer.START_MICROS + micros);
  }

  /** By the city's index; see {@link Peer#nearest10}. */
  List<NearbyRider> nearest10(int city, double lat, double lng) {
    return DabbaPeer.nearest10(cities[city], lat, lng);
  }
}
