package io.dabba.examples;

import static io.dabba.geo.Availability.AVAILABLE;
import static io.dabba.geo.Availability.RIDING;
import static io.dabba.geo.Vehicle.BICYCLE;
import static io.dabba.geo.Vehicle.MOTORCYCLE;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import java.time.Duration;
import java.time.Instant;

/** Who can pick up at Dadar station now? */
final class FindNearestRiders {
  public static void main(String[] args) {
    Instant now = Instant.now();
    RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
    index.enroll(new RiderId("asha"), MOTORCYCLE, AVAILABLE);
    index.enroll(new RiderId("balu"), BICYCLE, AVAILABLE);
    index.enroll(new RiderId("chitra"), MOTORCYCLE, RIDING);
    index.report(Ping.of(new RiderId("balu"), new GeoPoint(19.0176, 72.8562), now));
    index.report(Ping.of(new RiderId("asha"), new GeoPoint(19.0213, 72.8424), now));
    index.report(Ping.of(new RiderId("chitra"), new GeoPoint(19.0190, 72.8433), now));

    NearbyQuery query =
        NearbyQuery.around(new GeoPoint(19.0186, 72.8428), 3_000).withAvailabilities(AVAILABLE);
    index
        .nearest(query, now)
        .forEach(hit -> System.out.println(hit.rider() + ": " + (int) hit.distanceMeters() + " m"));
  }
}
