package io.dabba.geo;

import io.dabba.geo.TrackedRider.Fix;
import java.util.ArrayList;
import java.util.List;

/**
 * The nearest so many of the riders looked at who meet a query, its predicate apart: that is the
 * caller's code, and not run while riders are locked. Not thread-safe.
 */
final class NearestHits {
  private final NearbyQuery query;
  private final int most;
  private final List<NearbyRider> hits = new ArrayList<>();
  private double reachMeters;

  NearestHits(NearbyQuery query, int most) {
    this.query = query;
    this.most = most;
    reachMeters = query.radiusMeters();
  }

  /** How far a rider may be and still be a hit; it only ever shrinks, in {@link #dropFarther}. */
  double reachMeters() {
    return reachMeters;
  }

  /** Takes the rider if he is a hit; each rider once at most. */
  void lookAt(TrackedRider tracked) {
    Fix fix = tracked.fix;
    if (fix == null
        || query.center().leastMeters(fix.point()) > reachMeters
        || fix.at().isBefore(query.seenSince())
        || !query.availabilities().contains(tracked.availability)
        || !query.vehicles().contains(tracked.vehicle)) {
      return;
    }
    double distanceMeters = query.center().distanceMeters(fix.point());
    if (distanceMeters <= reachMeters) {
      hits.add(tracked.hit(fix, distanceMeters));
      if (hits.size() >= 2L * most) {
        dropFarther();
      }
    }
  }

  /** Drops what too many hits are nearer than, and lets the reach end at the last that is kept. */
  void dropFarther() {
    if (hits.size() >= most) {
      hits.sort(NearbyRider.NEAREST_FIRST);
      hits.subList(most, hits.size()).clear();
      reachMeters = hits.getLast().distanceMeters();
    }
  }

  /** The hits, no more than were wanted. */
  List<NearbyRider> nearestFirst() {
    hits.sort(NearbyRider.NEAREST_FIRST);
    return hits.subList(0, Math.min(most, hits.size()));
  }
}
