package io.dabba.benchmarks.simulator;

import io.dabba.geo.GeoPoint;
import java.util.List;

/** A restaurant as the simulator makes it known to the server. */
public record RestaurantPlan(
    String id,
    String name,
    GeoPoint place,
    List<String> cuisines,
    double rating,
    int votes,
    int priceLevel,
    boolean veg,
    int deliveryRadiusMeters,
    int prepMinutes,
    List<MenuItemPlan> menu) {

  public RestaurantPlan {
    cuisines = List.copyOf(cuisines);
    menu = List.copyOf(menu);
  }
}
