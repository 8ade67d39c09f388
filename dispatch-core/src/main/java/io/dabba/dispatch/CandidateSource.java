package io.dabba.dispatch;

import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import java.util.List;

/** Where a dispatcher sees riders: {@code RiderIndex::nearest}, or what a simulation says. */
@FunctionalInterface
public interface CandidateSource {
  /** The riders that match the query, the nearest first. */
  List<NearbyRider> nearest(NearbyQuery query);
}
