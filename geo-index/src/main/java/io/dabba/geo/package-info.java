/**
 * Where every rider is: positions in memory, and exact answers to who is near.
 *
 * <p>Begin at {@link io.dabba.geo.RiderIndex}, the riders of one city, or at {@link
 * io.dabba.geo.CityRiders}, those of all cities of a process:
 *
 * {@snippet :
 * RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
 * RiderId asha = new RiderId("asha");
 * index.enroll(asha, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
 * index.report(Ping.of(asha, new GeoPoint(19.0178, 72.8478), now));
 *
 * NearbyQuery query =
 *     NearbyQuery.around(new GeoPoint(19.0200, 72.8440), 3_000)
 *         .withLimit(10)
 *         .withAvailabilities(Availability.AVAILABLE);
 * for (NearbyRider hit : index.nearest(query, now)) {
 *   System.out.println(hit.rider() + " is " + hit.distanceMeters() + " m away");
 * }
 * }
 *
 * <p>Where every nanosecond counts, {@link io.dabba.geo.RiderIndex#report(RiderId, double, double,
 * long)} takes a ping without an object, and {@link io.dabba.geo.NearbyQuery#at} moves a query that
 * was made once. {@link io.dabba.geo.CellCounts} are for heat maps, {@link
 * io.dabba.geo.CitySnapshot} for a restart.
 *
 * <p>{@link io.dabba.geo.PingFilter} says which pings to believe, {@link io.dabba.geo.PingPolicy}
 * when the next is due, and {@link io.dabba.geo.PingPlan} is that answer, for the app to act on and
 * for who watches to predict by. A {@link io.dabba.geo.Geofence} is a piece of the city; who
 * crosses it, {@code io.dabba.geo.fence} tells. Nothing here reads a clock: now is always passed
 * in.
 */
@NullMarked
package io.dabba.geo;

import org.jspecify.annotations.NullMarked;
