package io.dabba.benchmarks.simulator;

import io.dabba.geo.GeoPoint;
import java.time.ZoneId;
import java.util.List;

/** A city with all that the server must know before the first order. */
public record CityPlan(
    String id,
    String name,
    ZoneId zone,
    String currency,
    GeoPoint center,
    List<RestaurantPlan> restaurants,
    List<RiderPlan> riders) {

  public CityPlan {
    restaurants = List.copyOf(restaurants);
    riders = List.copyOf(riders);
  }
}
