package io.dabba.examples;

import io.dabba.dispatch.eta.GreatCircleTravelTimes;
import io.dabba.dispatch.matching.DemandForecast;
import io.dabba.dispatch.matching.Repositioning;
import io.dabba.dispatch.matching.RiderOutlook;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where should idle riders wait, as lunch begins near Dadar station? */
final class WaitWhereOrdersCome {
  private static final GeoPoint STATION = new GeoPoint(19.0186, 72.8428);
  private static final GeoPoint MARKET = new GeoPoint(19.0269, 72.8553);

  public static void main(String[] args) {
    var forecast = new DemandForecast(Duration.ofMinutes(30));
    var noon = Instant.parse("2026-11-22T06:30:00Z");
    for (int minute = 0; minute <= 30; minute += 6) {
      forecast.add(STATION, noon.plus(Duration.ofMinutes(minute)));
    }
    forecast.add(MARKET, noon.plus(Duration.ofMinutes(10)));
    forecast.add(MARKET, noon.plus(Duration.ofMinutes(20)));
    var now = noon.plus(Duration.ofMinutes(30));
    var riders =
        List.of(
            idle("asha", new GeoPoint(19.0190, 72.8430), now),
            idle("balu", new GeoPoint(19.0300, 72.8450), now),
            idle("chitra", new GeoPoint(19.0265, 72.8550), now),
            idle("deepak", new GeoPoint(19.0750, 72.8800), now));

    System.out.printf("%.1f orders an hour at the station%n", forecast.rate(STATION, now));
    Repositioning.standard()
        .hints(forecast, riders, new GreatCircleTravelTimes(), now)
        .forEach(hint ->
            System.out.printf(
                "%s: wait at %s, where %.1f orders are expected%n",
                hint.riderId(),
                hint.to().equals(STATION) ? "the station" : "the market",
                hint.expectedOrders()));
  }

  private static RiderOutlook idle(String id, GeoPoint place, Instant since) {
    var profile = new RiderProfile(Availability.AVAILABLE, new AcceptanceRate(1));
    return new RiderOutlook(new RiderId(id), place, since, Vehicle.MOTORCYCLE, profile);
  }
}
