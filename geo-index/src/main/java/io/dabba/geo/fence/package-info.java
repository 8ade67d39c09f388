/**
 * Which fence a rider crosses, and which city a point is in.
 *
 * <p>Begin at {@link io.dabba.geo.fence.GeofenceTracker}. What it knows of a rider is a value, to
 * be kept beside the ride:
 *
 * {@snippet :
 * Geofence kitchen = Geofence.circle(new GeoPoint(19.0178, 72.8478), 100);
 * GeofenceTracker tracker = new GeofenceTracker(kitchen, FencePolicy.standard());
 * FenceState state = FenceState.outside(assignedAt);
 * for (Ping ping : pings) {
 *   FenceUpdate update = tracker.follow(state, ping);
 *   state = update.state();
 *   update.event().ifPresent(event -> System.out.println(event.kind() + " at " + event.at()));
 * }
 * }
 *
 * <p>{@link io.dabba.geo.fence.CityAtlas} tells the city of a point.
 */
@NullMarked
package io.dabba.geo.fence;

import org.jspecify.annotations.NullMarked;
