package io.dabba.geo;

import io.dabba.geo.TrackedRider.Anchor;
import io.dabba.geo.TrackedRider.Fix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Where the riders of one city are, in memory.
 *
 * <p>A rider is enrolled when his shift starts; from his first ping on he has a position and can be
 * found. Answers are exact by {@link GeoPoint#distanceMeters}: none missing, none extra, in order,
 * also at the antimeridian, at the poles and around H3's pentagons.
 *
 * <p>Any thread may call any method. Each call is atomic: an answer shows the riders as they stood
 * at one moment, every call that returned before it included. What is returned is the caller's and
 * does not change.
 *
 * <p>The index has no clock: how old a position may be is the query's to say ({@link #freshSince}).
 */
public final class RiderIndex {
  /** How far a query with a limit looks at first: the nearest few are seldom farther. */
  private static final int FIRST_RINGS = 3;

  /** To look up a cell costs about as much as to look at so many riders. */
  static final int RIDERS_PER_CELL = 8;

  private final CityId city;
  private final Duration staleAfter;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<RiderId, TrackedRider> riders = new HashMap<>();
  private final Map<Long, Set<TrackedRider>> cells = new HashMap<>();

  /**
   * @param staleAfter the position age past which a position is stale
   * @throws IllegalArgumentException if {@code staleAfter} is not positive
   */
  public RiderIndex(CityId city, Duration staleAfter) {
    this.city = city;
    this.staleAfter = Durations.requirePositive("staleAfter", staleAfter);
  }

  /** The city whose riders these are. */
  public CityId city() {
    return city;
  }

  /**
   * The oldest instant whose positions are not yet stale at {@code now}: what a query takes as its
   * {@link NearbyQuery#withSeenSince}.
   */
  public Instant freshSince(Instant now) {
    return now.minus(staleAfter);
  }

  /** Makes the rider known. One who is known already changes vehicle and availability; O(1). */
  public void enroll(RiderId rider, Vehicle vehicle, Availability availability) {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      TrackedRider tracked =
          riders.computeIfAbsent(rider, id -> new TrackedRider(id, vehicle, availability));
      tracked.vehicle = vehicle;
      tracked.availability = availability;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Changes what the rider can be asked for; O(1).
   *
   * @return false if the rider is not enrolled, as when his shift ended meanwhile: nothing changes
   */
  public boolean availability(RiderId rider, Availability availability) {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      TrackedRider tracked = riders.get(rider);
      if (tracked == null) {
        return false;
      }
      tracked.availability = availability;
      return true;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Moves the rider to where the ping says; O(1).
   *
   * <p>A ping of a rider who is not enrolled is refused and is no error, because a shift may end
   * while a ping is on its way.
   *
   * @return false if the ping changes nothing: it is not newer than the rider's last one (of two
   *     from one instant the first counts), or he is not enrolled
   */
  public boolean report(Ping ping) {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      TrackedRider tracked = riders.get(ping.rider());
      if (tracked == null) {
        return false;
      }
      Fix last = tracked.fix;
      if (last != null && !ping.at().isAfter(last.at())) {
        return false;
      }
      Anchor anchor =
          last != null && last.anchor().holds(ping.point())
              ? last.anchor()
              : moveAnchor(tracked, ping.point());
      tracked.fix = new Fix(ping.point(), ping.at(), anchor);
      return true;
    } finally {
      writing.unlock();
    }
  }

  /** The rider's last position, if he is enrolled and has reported one; O(1). */
  public Optional<RiderPosition> find(RiderId rider) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      TrackedRider tracked = riders.get(rider);
      return tracked == null || tracked.fix == null
          ? Optional.empty()
          : Optional.of(tracked.position(tracked.fix));
    } finally {
      reading.unlock();
    }
  }

  /**
   * Forgets the rider and his position; O(1).
   *
   * @return false if he was not enrolled
   */
  public boolean remove(RiderId rider) {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      TrackedRider tracked = riders.remove(rider);
      if (tracked == null) {
        return false;
      }
      leaveCell(tracked);
      return true;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Forgets every position, and keeps who is enrolled, his vehicle and his availability, as after a
   * restart: for operations, when positions are wrong. The next ping of each rider is taken,
   * however old it is; O(n).
   */
  public void forgetPositions() {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      cells.clear();
      riders.values().forEach(tracked -> tracked.fix = null);
    } finally {
      writing.unlock();
    }
  }

  /**
   * The riders who meet the query, nearest first, riders at one distance by their id.
   *
   * <p>The search goes outward, and ends where nobody farther can be an answer: O(c + n + h log h),
   * with c the cells that it came through, n the riders in them and h those who meet the query;
   * where riders are few for so many cells it is O(riders + h log h). When the query's predicate
   * refuses too many, it begins anew, for four times as many as before.
   */
  public List<NearbyRider> nearest(NearbyQuery query) {
    Map<RiderId, Boolean> verdicts = new HashMap<>();
    int most = query.limit();
    while (true) {
      List<NearbyRider> hits = look(query, most).nearestFirst();
      List<NearbyRider> answer =
          hits.stream()
              .filter(hit -> verdicts.computeIfAbsent(hit.rider(), query.riders()::test))
              .limit(query.limit())
              .toList();
      if (answer.size() == query.limit() || hits.size() < most) {
        return answer;
      }
      most = (int) Math.min(Integer.MAX_VALUE, 4L * most);
    }
  }

  /**
   * All riders within the radius and seen then or later, in the order of {@link #nearest}.
   *
   * @param radiusMeters in metres, 0 to {@link NearbyQuery#MAX_RADIUS_METERS}
   * @throws IllegalArgumentException if the radius is out of its range
   */
  public List<NearbyRider> within(GeoPoint center, double radiusMeters, Instant seenSince) {
    return nearest(NearbyQuery.around(center, radiusMeters).withSeenSince(seenSince));
  }

  /** The riders of these availabilities, with a position or without; O(riders enrolled). */
  public Set<RiderId> enrolled(Set<Availability> availabilities) {
    Set<RiderId> found = new HashSet<>();
    Lock reading = lock.readLock();
    reading.lock();
    try {
      riders.forEach((rider, tracked) -> {
        if (availabilities.contains(tracked.availability)) {
          found.add(rider);
        }
      });
    } finally {
      reading.unlock();
    }
    return found;
  }

  /** Every rider who has a position, by rider id; O(n log n) with n the riders enrolled. */
  public List<RiderPosition> positions() {
    List<RiderPosition> positions = new ArrayList<>();
    Lock reading = lock.readLock();
    reading.lock();
    try {
      for (TrackedRider tracked : riders.values()) {
        if (tracked.fix != null) {
          positions.add(tracked.position(tracked.fix));
        }
      }
    } finally {
      reading.unlock();
    }
    positions.sort(Comparator.comparing(RiderPosition::rider));
    return List.copyOf(positions);
  }

  /** How many riders are enrolled, with a position or without; O(1). */
  public int size() {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      return riders.size();
    } finally {
      reading.unlock();
    }
  }

  /** The nearest so many who meet the query, its predicate apart, as they stand at one moment. */
  private NearestHits look(NearbyQuery query, int most) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      NearestHits hits = new NearestHits(query, most);
      // Who wants all of them must look to the end anyway.
      int firstRings = most < riders.size() ? FIRST_RINGS : Integer.MAX_VALUE;
      if (lookOutward(query.center(), firstRings, hits)) {
        return hits;
      }
      NearestHits hitsOfAll = new NearestHits(query, most);
      riders.values().forEach(hitsOfAll::lookAt);
      return hitsOfAll;
    } finally {
      reading.unlock();
    }
  }

  /**
   * Looks at the riders ring by ring, until nobody farther can be a hit.
   *
   * @return false if the riders are too few for so many cells: not all of them were looked at
   */
  private boolean lookOutward(GeoPoint center, int firstRings, NearestHits hits) {
    long origin = H3Cells.cellOf(center);
    List<List<Long>> disk = List.of();
    for (int ring = 0; ring <= ringsToReach(hits); ring++) {
      if (ring == disk.size()) {
        int rings = Math.min(Math.max(firstRings, 2 * ring), ringsToReach(hits));
        if (RIDERS_PER_CELL * H3Cells.cellsIn(rings) > riders.size()) {
          return false;
        }
        disk = H3Cells.rings(origin, rings);
      }
      for (Long cell : disk.get(ring)) {
        cells.getOrDefault(cell, Set.of()).forEach(hits::lookAt);
      }
      hits.dropFarther();
    }
    return true;
  }

  /** Farther than the reach itself, for a rider may be filed under a cell that he left. */
  private static int ringsToReach(NearestHits hits) {
    return H3Cells.ringsCovering(hits.reachMeters() + Anchor.REACH_METERS);
  }

  private Anchor moveAnchor(TrackedRider tracked, GeoPoint point) {
    Anchor anchor = Anchor.at(point);
    leaveCell(tracked);
    cells.computeIfAbsent(anchor.cell(), cell -> new HashSet<>()).add(tracked);
    return anchor;
  }

  private void leaveCell(TrackedRider tracked) {
    if (tracked.fix != null) {
      cells.computeIfPresent(
          tracked.fix.anchor().cell(),
          (cell, inCell) -> inCell.remove(tracked) && inCell.isEmpty() ? null : inCell);
    }
  }
}
