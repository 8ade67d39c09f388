package io.dabba.dispatch.runtime;

import io.dabba.geo.Availability;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.RiderPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the riders of a city are now, with a copy of what the store says they can be asked for.
 * Thread-safe.
 */
public interface LiveRiders {
  /** The riders that match the query now, the nearest first. */
  List<NearbyRider> nearest(NearbyQuery query, Instant now);

  /** Where the rider was last seen; empty if he was not, or is off shift. */
  Optional<RiderPosition> find(RiderId rider);

  /** The riders on shift who are of these availabilities, with a position or without. */
  Set<RiderId> enrolled(Set<Availability> availabilities);

  /** Changes what the rider can be asked for; nothing if he is off shift. */
  void availability(RiderId rider, Availability availability);

  /** The riders of an index. */
  static LiveRiders of(RiderIndex index) {
    return new LiveRiders() {
      @Override
      public List<NearbyRider> nearest(NearbyQuery query, Instant now) {
        return index.nearest(query, now);
      }

      @Override
      public Optional<RiderPosition> find(RiderId rider) {
        return index.find(rider);
      }

      @Override
      public Set<RiderId> enrolled(Set<Availability> availabilities) {
        return index.enrolled(availabilities);
      }

      @Override
      public void availability(RiderId rider, Availability availability) {
        index.availability(rider, availability);
      }
    };
  }
}
