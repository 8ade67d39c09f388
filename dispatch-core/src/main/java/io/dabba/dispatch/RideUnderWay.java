package io.dabba.dispatch;

import io.dabba.dispatch.ride.Ride;
import io.dabba.geo.RiderId;

/**
 * A ride that has its rider.
 *
 * @param ride with the orders that are still to be delivered
 * @param pickedUp whether the rider has the food
 */
public record RideUnderWay(Ride ride, RiderId riderId, boolean pickedUp) {}
