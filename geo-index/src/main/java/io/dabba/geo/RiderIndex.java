package io.dabba.geo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Where the riders of one city are, in memory.
 *
 * <p>A rider is enrolled when his shift starts; from his first ping on he has a position and can be
 * found. Answers are exact by {@link GeoPoint#distanceMeters}: none missing, none extra, in order,
 * also at the antimeridian and at the poles. A position older than {@code staleAfter} is in no
 * answer, and leaves the memory soon: now and then a query looks at its share of the riders.
 *
 * <p>Any thread may call any method. Of one rider every call is atomic: a position is never half of
 * one ping and half of another, and who asks after a call has returned sees what it did. Of many
 * riders an answer is no photograph: each stands in it as he stood at some moment of the call, and
 * in it is everybody who met the query all the while, once.
 *
 * <p>How: each rider has a slot with a sequence lock, so that writers of one rider wait for each
 * other, and of different riders do not; who goes to another tile of the grid, is enrolled or
 * removed, takes the lock of the city besides, for a moment. Readers take no lock: they read a slot
 * until nobody has written meanwhile, and look again when a rider has changed tiles in what they
 * have read ({@link RiderSlots}, {@link TileSearch}).
 *
 * <p>The index has no clock: now is passed in. Times are kept to the microsecond.
 */
public final class RiderIndex {
  /** So many slots are looked at for old positions at a time. */
  private static final int SWEPT_AT_ONCE = 256;

  private static final int NONE = TilePage.NONE;

  private final CityId city;
  private final long staleMicros;

  /** Guards the lists, who has which slot, and the sweep; taken after a slot's own lock. */
  private final Lock lock = new ReentrantLock();

  /** Where the slots of these riders are, and of others: {@link #number} is this index's. */
  private final RiderTable table;

  private final int number;
  private final RiderSlots slots = new RiderSlots();
  private final TileLists tiles = new TileLists(slots);
  private volatile long nextSweep = Long.MIN_VALUE;
  private volatile long lastSweep = Long.MIN_VALUE;
  private int sweptUpTo;
  private int enrolled;

  /**
   * @param staleAfter the position age past which a position is stale
   * @throws IllegalArgumentException if {@code staleAfter} is not positive
   */
  public RiderIndex(CityId city, Duration staleAfter) {
    this(city, staleAfter, new RiderTable(), 0);
  }

  /** One of several whose riders are in one table, by the number of the index. */
  RiderIndex(CityId city, Duration staleAfter, RiderTable table, int number) {
    this.city = city;
    this.table = table;
    this.number = number;
    staleMicros = Micros.of(Durations.requirePositive("staleAfter", staleAfter));
  }

  /** The city whose riders these are. */
  public CityId city() {
    return city;
  }

  /**
   * Makes the rider known. One who is known already changes vehicle and availability; O(1).
   *
   * @throws IllegalStateException if he is on shift in another city of the same {@link CityRiders}
   */
  public void enroll(RiderId rider, Vehicle vehicle, Availability availability) {
    if (!tryEnroll(rider, vehicle, availability)) {
      throw new IllegalStateException("rider=%s is on shift in another city".formatted(rider));
    }
  }

  /** The same, but false if he is on shift in another city. */
  boolean tryEnroll(RiderId rider, Vehicle vehicle, Availability availability) {
    int filterBits = RiderSlots.filterBits(availability, vehicle);
    while (!change(rider, filterBits) && !add(rider, filterBits)) {
      long place = table.find(rider);
      if (place != RiderTable.NONE && RiderTable.city(place) != number) {
        return false;
      }
    }
    return true;
  }

  /** Enrolls a rider who is in no city; false if he is in one. */
  private boolean add(RiderId rider, int filterBits) {
    lock.lock();
    try {
      if (table.find(rider) != RiderTable.NONE) {
        return false;
      }
      int slot = slots.take(rider, filterBits);
      if (table.add(rider, number, slot)) {
        enrolled++;
        return true;
      }
      RiderSlots.lock(slots.chunk(slot), RiderSlots.offset(slot));
      slots.giveBack(slot);
      RiderSlots.unlock(slots.chunk(slot), RiderSlots.offset(slot), 0);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean change(RiderId rider, int filterBits) {
    int slot = lockSlot(rider);
    if (slot == NONE) {
      return false;
    }
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    int flags = RiderSlots.state(RiderSlots.word(chunk, offset)) & RiderSlots.POSITIONED;
    RiderSlots.unlock(chunk, offset, flags | filterBits);
    return true;
  }

  /**
   * Changes what the rider can be asked for; O(1).
   *
   * @return false if the rider is not enrolled, as when his shift ended meanwhile: nothing changes
   */
  public boolean availability(RiderId rider, Availability availability) {
    Objects.requireNonNull(availability);
    int slot = lockSlot(rider);
    if (slot == NONE) {
      return false;
    }
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    long word = RiderSlots.word(chunk, offset);
    int filterBits = RiderSlots.filterBits(availability, RiderSlots.vehicle(word));
    RiderSlots.unlock(chunk, offset, (RiderSlots.state(word) & RiderSlots.POSITIONED) | filterBits);
    return true;
  }

  /**
   * Moves the rider to where the ping says; O(1).
   *
   * <p>A ping of a rider who is not enrolled is refused and is no error, because a shift may end
   * while a ping is on its way.
   *
   * @return false if the ping changes nothing: it is not newer than the rider's last one (of two
   *     from one microsecond the first counts), or he is not enrolled
   */
  public boolean report(Ping ping) {
    GeoPoint point = ping.point();
    return report(ping.rider(), point.lat(), point.lng(), Micros.of(ping.at()));
  }

  /**
   * {@link #report(Ping)} without an object: allocates nothing, but for the first rider of a block
   * of the grid.
   *
   * @param lat latitude in degrees, -90 to 90
   * @param lng longitude in degrees, -180 to 180
   * @param atMicros when he was there, in microseconds since 1970
   * @throws IllegalArgumentException if a coordinate is not finite or out of its range
   */
  public boolean report(RiderId rider, double lat, double lng, long atMicros) {
    return report(table.find(rider), rider, lat, lng, atMicros) == Reported.TAKEN;
  }

  /** What became of a ping; absent is a rider who is not, or no longer, where his place says. */
  enum Reported {
    TAKEN,
    OUTDATED,
    ABSENT
  }

  /** The same of a rider whose place has been looked up. */
  Reported report(long place, RiderId rider, double lat, double lng, long atMicros) {
    GeoPoint.requireOnGlobe(lat, lng);
    int slot = lockSlot(place, rider);
    if (slot == NONE) {
      return Reported.ABSENT;
    }
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    int state = RiderSlots.state(RiderSlots.word(chunk, offset));
    boolean isKnown = (state & RiderSlots.POSITIONED) != 0;
    if (isKnown && atMicros <= RiderSlots.at(chunk, offset)) {
      RiderSlots.unlockUnchanged(chunk, offset);
      return Reported.OUTDATED;
    }
    try {
      if (!isKnown) {
        enter(slot, lat, lng);
      } else if (!TileLists.areTogether(
          RiderSlots.lat(chunk, offset), RiderSlots.lng(chunk, offset), lat, lng)) {
        move(slot, RiderSlots.lat(chunk, offset), RiderSlots.lng(chunk, offset), lat, lng);
      }
      RiderSlots.place(chunk, offset, lat, lng, atMicros);
      state |= RiderSlots.POSITIONED;
    } finally {
      RiderSlots.unlock(chunk, offset, state);
    }
    return Reported.TAKEN;
  }

  /** The rider's last position, however old, if he is enrolled and it is remembered; O(1). */
  public Optional<RiderPosition> find(RiderId rider) {
    long place = table.find(rider);
    if (place == RiderTable.NONE || RiderTable.city(place) != number) {
      return Optional.empty();
    }
    RiderSlots.Copy copy = slots.read(RiderTable.slot(place));
    return copy != null && copy.rider().equals(rider) ? copy.position() : Optional.empty();
  }

  /**
   * Forgets the rider and his position; O(1).
   *
   * @return false if he was not enrolled
   */
  public boolean remove(RiderId rider) {
    int slot = lockSlot(rider);
    if (slot == NONE) {
      return false;
    }
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    lock.lock();
    try {
      if (RiderSlots.isPositioned(RiderSlots.word(chunk, offset))) {
        tiles.leave(slot, RiderSlots.lat(chunk, offset), RiderSlots.lng(chunk, offset));
      }
      table.remove(rider);
      slots.giveBack(slot);
      enrolled--;
    } finally {
      lock.unlock();
      RiderSlots.unlock(chunk, offset, 0);
    }
    return true;
  }

  /**
   * Forgets every position, and keeps who is enrolled, his vehicle and his availability, as after a
   * restart: for operations, when positions are wrong. The next ping of each rider is taken,
   * however old it is, one that comes meanwhile perhaps not forgotten; O(n).
   */
  public void forgetPositions() {
    int end = slots.end();
    for (int slot = 0; slot < end; slot++) {
      long[] chunk = slots.chunk(slot);
      int offset = RiderSlots.offset(slot);
      RiderSlots.lock(chunk, offset);
      if (!RiderSlots.isPositioned(RiderSlots.word(chunk, offset))) {
        // Perhaps nobody's, and who waits with that for the lock may be waited for.
        RiderSlots.unlockUnchanged(chunk, offset);
        continue;
      }
      lock.lock();
      try {
        forgetPosition(slot, chunk, offset);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * The riders who meet the query and are not stale, nearest first, riders at one distance by their
   * id.
   *
   * <p>The search goes outward, and ends where nobody farther can be an answer: O(t + n + n log h),
   * with t the tiles that it came through, n the riders in them and h the limit, or those who meet
   * the query if they are fewer; where riders are few for so many tiles it is O(riders log h).
   *
   * @param now positions that are older than {@code staleAfter} at this instant are left out
   */
  public List<NearbyRider> nearest(NearbyQuery query, Instant now) {
    sweepIfDue(Micros.of(now));
    long seenSince = Math.max(Micros.of(query.seenSince()), freshSince(now));
    TileSearch search = SearchPool.take();
    try {
      return search.nearest(query, seenSince, slots, tiles);
    } finally {
      SearchPool.giveBack(search);
    }
  }

  /**
   * All riders within the radius who are not stale, in the order of {@link #nearest}.
   *
   * @param radiusMeters in metres, 0 to {@link NearbyQuery#MAX_RADIUS_METERS}
   * @throws IllegalArgumentException if the radius is out of its range
   */
  public List<NearbyRider> within(GeoPoint center, double radiusMeters, Instant now) {
    return nearest(NearbyQuery.around(center, radiusMeters), now);
  }

  /**
   * All riders within the fence, its border included, who are not stale: nearest to the fence's
   * center first, riders at one distance by their id.
   */
  public List<NearbyRider> within(Geofence fence, Instant now) {
    GeoPoint center = fence.center();
    Stream<NearbyRider> around =
        fence.reachMeters() <= NearbyQuery.MAX_RADIUS_METERS
            ? within(center, fence.reachMeters(), now).stream()
            : freshPositions(now).stream()
                .map(position -> NearbyRider.of(position, center))
                .sorted(NearbyRider.NEAREST_FIRST);
    return around.filter(rider -> fence.contains(rider.point())).toList();
  }

  /** All who are enrolled, with a position or without, as they stand; O(riders enrolled). */
  public CitySnapshot snapshot() {
    List<CitySnapshot.Enrolled> riders = new ArrayList<>();
    for (RiderSlots.Copy copy : slots.readAll()) {
      riders.add(
          new CitySnapshot.Enrolled(
              copy.rider(),
              copy.vehicle(),
              copy.availability(),
              copy.position().map(at -> new CitySnapshot.Seen(at.point(), at.at()))));
    }
    return new CitySnapshot(city, riders);
  }

  /**
   * Enrolls all riders of the snapshot who are not, here or in another city, and has those who are
   * here where they were, unless they have been seen later. To begin with a snapshot of a city
   * whose shifts are known from elsewhere, enroll by these, and {@link #report} what the snapshot
   * says of them.
   *
   * @throws IllegalArgumentException if the snapshot is of another city
   */
  public void restore(CitySnapshot snapshot) {
    if (!snapshot.city().equals(city)) {
      throw new IllegalArgumentException(
          "snapshot.city=%s is not city=%s".formatted(snapshot.city(), city));
    }
    for (CitySnapshot.Enrolled enrolled : snapshot.riders()) {
      add(enrolled.rider(), RiderSlots.filterBits(enrolled.availability(), enrolled.vehicle()));
      enrolled.seen().ifPresent(seen -> report(Ping.of(enrolled.rider(), seen.point(), seen.at())));
    }
  }

  /** The riders of these availabilities, with a position or without; O(riders enrolled). */
  public Set<RiderId> enrolled(Set<Availability> availabilities) {
    Set<RiderId> found = new HashSet<>();
    for (RiderSlots.Copy copy : slots.readAll()) {
      if (availabilities.contains(copy.availability())) {
        found.add(copy.rider());
      }
    }
    return found;
  }

  /**
   * Every rider who has a position that is not stale, by rider id; O(n log n), n riders enrolled.
   */
  public List<RiderPosition> positions(Instant now) {
    List<RiderPosition> positions = freshPositions(now);
    positions.sort(Comparator.comparing(RiderPosition::rider));
    return List.copyOf(positions);
  }

  /**
   * How many riders of these availabilities are in each cell of H3, but for those who are stale;
   * O(riders enrolled), half a microsecond for each who is counted.
   *
   * @param resolution of the cells, 0 to 15; a cell of 8 has 0.7 km² on average
   * @throws IllegalArgumentException if the resolution is out of its range
   */
  public CellCounts cellCounts(int resolution, Set<Availability> availabilities, Instant now) {
    H3Cells.requireResolution(resolution);
    Map<Long, Integer> counts = new HashMap<>();
    for (RiderPosition position : freshPositions(now)) {
      if (availabilities.contains(position.availability())) {
        counts.merge(H3Cells.cellOf(position.point(), resolution), 1, Integer::sum);
      }
    }
    return new CellCounts(resolution, counts);
  }

  /** How many riders are enrolled, with a position or without; O(1). */
  public int size() {
    lock.lock();
    try {
      return enrolled;
    } finally {
      lock.unlock();
    }
  }

  private int lockSlot(RiderId rider) {
    return lockSlot(table.find(rider), rider);
  }

  /** The rider's slot, locked, or {@link #NONE} if he is not enrolled here. */
  private int lockSlot(long place, RiderId rider) {
    if (place == RiderTable.NONE || RiderTable.city(place) != number) {
      return NONE;
    }
    int slot = RiderTable.slot(place);
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    RiderSlots.lock(chunk, offset);
    if (!slots.isOf(slot, rider)) {
      RiderSlots.unlockUnchanged(chunk, offset);
      return NONE;
    }
    return slot;
  }

  private void enter(int slot, double lat, double lng) {
    lock.lock();
    try {
      tiles.enter(slot, lat, lng);
    } finally {
      lock.unlock();
    }
  }

  private void move(int slot, double fromLat, double fromLng, double lat, double lng) {
    lock.lock();
    try {
      tiles.move(slot, fromLat, fromLng, lat, lng);
    } finally {
      lock.unlock();
    }
  }

  /** Of a slot that the caller has locked, and which is then not locked any more. */
  private void forgetPosition(int slot, long[] chunk, int offset) {
    int state = RiderSlots.state(RiderSlots.word(chunk, offset));
    if (RiderSlots.isPositioned(state)) {
      tiles.leave(slot, RiderSlots.lat(chunk, offset), RiderSlots.lng(chunk, offset));
    }
    RiderSlots.unlock(chunk, offset, state & RiderSlots.FILTER_MASK);
  }

  private List<RiderPosition> freshPositions(Instant now) {
    sweepIfDue(Micros.of(now));
    Instant freshSince = Micros.toInstant(freshSince(now));
    List<RiderPosition> positions = new ArrayList<>();
    for (RiderSlots.Copy copy : slots.readAll()) {
      copy.position().filter(p -> !p.at().isBefore(freshSince)).ifPresent(positions::add);
    }
    return positions;
  }

  private long freshSince(Instant now) {
    return Micros.minus(Micros.of(now), staleMicros);
  }

  /**
   * Forgets the old positions of the next so many slots, often enough that each comes up once in
   * {@code staleAfter}. By the now of who asks and not by the pings: else one wrong clock among the
   * riders' would make everybody's position old.
   */
  private void sweepIfDue(long now) {
    boolean isDue = now >= nextSweep || now < Micros.minus(lastSweep, staleMicros);
    if (!isDue || !lock.tryLock()) {
      return;
    }
    try {
      long old = Micros.minus(now, staleMicros);
      int end = slots.end();
      for (int i = 0; i < Math.min(end, SWEPT_AT_ONCE); i++) {
        sweptUpTo = sweptUpTo + 1 < end ? sweptUpTo + 1 : 0;
        sweep(sweptUpTo, old);
      }
      lastSweep = now;
      int rounds = Math.max(1, Math.ceilDiv(end, SWEPT_AT_ONCE));
      nextSweep = Micros.plus(now, Math.max(1, staleMicros / rounds));
    } finally {
      lock.unlock();
    }
  }

  /** Passes over a slot that is locked, for who locked it may be waiting for the index. */
  private void sweep(int slot, long old) {
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    boolean isOld = RiderSlots.isPositioned(chunk[offset]) && RiderSlots.at(chunk, offset) < old;
    if (!isOld || !RiderSlots.tryLock(chunk, offset)) {
      return;
    }
    if (RiderSlots.at(chunk, offset) < old) {
      forgetPosition(slot, chunk, offset);
    } else {
      RiderSlots.unlockUnchanged(chunk, offset);
    }
  }
}
