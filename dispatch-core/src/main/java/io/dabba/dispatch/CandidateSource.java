package io.dabba.dispatch;

import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a dispatcher sees riders: a {@code RiderIndex}, or what a simulation says. */
public interface CandidateSource {
  /** The riders that match the query now, the nearest first. */
  List<NearbyRider> nearest(NearbyQuery query, Instant now);

  /** Where the rider was last seen; empty if he was not, or is off shift. */
  Optional<RiderPosition> find(RiderId rider);

  /** What is known of the rider beside where he is. */
  RiderProfile profile(RiderId rider);
}
