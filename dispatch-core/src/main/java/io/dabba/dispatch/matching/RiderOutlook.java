package io.dabba.dispatch.matching;

import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Instant;

/**
 * Where and when a rider can begin his next trip.
 *
 * @param freeAt now or earlier if he is free, else when the ride that he is on should be over
 * @param place where he is then
 */
public record RiderOutlook(
    RiderId riderId, GeoPoint place, Instant freeAt, Vehicle vehicle, RiderProfile profile) {
  /** Whether he can be asked now. */
  public boolean isFree(Instant now) {
    return !freeAt.isAfter(now);
  }
}
