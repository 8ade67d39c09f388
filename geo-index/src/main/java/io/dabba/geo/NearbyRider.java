package io.dabba.geo;

import java.time.Instant;
import java.util.Comparator;

/**
 * A rider that a query found.
 *
 * @param at when he was there: the time of the ping
 * @param distanceMeters the great-circle distance in metres to the center of the query
 */
public record NearbyRider(
    RiderId rider, GeoPoint point, Instant at, Vehicle vehicle, double distanceMeters) {
  /** The order of every answer: nearest first, riders at one distance by their id. */
  static final Comparator<NearbyRider> NEAREST_FIRST =
      Comparator.comparingDouble(NearbyRider::distanceMeters).thenComparing(NearbyRider::rider);

  static NearbyRider of(RiderPosition position, GeoPoint center) {
    return new NearbyRider(
        position.rider(),
        position.point(),
        position.at(),
        position.vehicle(),
        center.distanceMeters(position.point()));
  }
}
