package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Riders on the street of {@link Windows}, and what its restaurants had at its now. Orders are
 * forgotten as fast as the horizon of half an hour passes, so that n orders just placed let 0.69 n
 * be expected.
 */
final class IdleRiders {
  static final Duration HORIZON = Duration.ofMinutes(30);

  /** On the street two minutes are 2,224 m. */
  static final double NEXT_DOOR_METERS = 2_300;

  final DemandForecast forecast = new DemandForecast(HORIZON);
  final List<RiderOutlook> riders = new ArrayList<>();

  IdleRiders orders(int place, int count) {
    for (int i = 0; i < count; i++) {
      forecast.add(Windows.at(place), Windows.NOW);
    }
    return this;
  }

  IdleRiders rider(String id, int place) {
    return rider(id, place, 0, Availability.AVAILABLE, Optional.empty());
  }

  IdleRiders rider(
      String id, int place, double freeAt, Availability availability, Optional<Double> ends) {
    RiderProfile profile =
        new RiderProfile(availability, new AcceptanceRate(1), ends.map(Windows::in), 0);
    GeoPoint point = Windows.at(place);
    riders.add(
        new RiderOutlook(new RiderId(id), point, Windows.in(freeAt), Vehicle.MOTORCYCLE, profile));
    return this;
  }

  List<RepositionHint> hints(Repositioning repositioning) {
    return repositioning.hints(forecast, riders, Windows::travel, Windows.NOW);
  }

  /** How many orders of this very place are expected. */
  double expectedAt(GeoPoint place) {
    return forecast.rate(place, Windows.NOW) / 2;
  }
}
