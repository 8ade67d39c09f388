package io.dabba.dispatch.matching;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;

/**
 * Advice to an idle rider to wait elsewhere. It binds nobody: he stays available and may be offered
 * a ride on the way.
 *
 * @param to a place that gets orders
 * @param expectedOrders how many orders are expected there and within reach of it, for all riders
 *     who are near
 */
public record RepositionHint(RiderId riderId, GeoPoint to, double expectedOrders) {
  public RepositionHint {
    if (!(expectedOrders > 0 && expectedOrders < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expectedOrders=%s is not positive and finite".formatted(expectedOrders));
    }
  }
}
