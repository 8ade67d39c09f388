package io.dabba.geo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An enrolled rider. Guarded by the lock of the {@link RiderIndex} that made it. */
final class TrackedRider {
  private final RiderId id;
  Vehicle vehicle;
  Availability availability;
  @Nullable Fix fix;

  TrackedRider(RiderId id, Vehicle vehicle, Availability availability) {
    this.id = id;
    this.vehicle = vehicle;
    this.availability = availability;
  }

  RiderPosition position(Fix seen) {
    return new RiderPosition(id, seen.point, seen.at, availability, vehicle);
  }

  NearbyRider hit(Fix seen, double distanceMeters) {
    return new NearbyRider(id, seen.point, seen.at, vehicle, distanceMeters);
  }

  /** Where the rider was last seen, and the anchor that he is filed under. */
  record Fix(GeoPoint point, Instant at, Anchor anchor) {}

  /**
   * A point and its cell. A rider stays filed under the cell while he is within {@link
   * #REACH_METERS} of the point, also when he crosses the edge: so most pings need no native call,
   * and a rider on an edge does not flit. Searches reach that much farther.
   */
  record Anchor(GeoPoint point, long cell) {
    static final double REACH_METERS = 250;

    static Anchor at(GeoPoint point) {
      return new Anchor(point, H3Cells.cellOf(point));
    }

    boolean holds(GeoPoint other) {
      return point.distanceMeters(other) <= REACH_METERS;
    }
  }
}
