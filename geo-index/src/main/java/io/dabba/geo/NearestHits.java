package io.dabba.geo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nearest so many of the riders offered to it: a heap of primitives, the farthest on top. Two
 * whose distances the cheap measure cannot tell apart are compared by the distances themselves, and
 * then by their ids; so the order is exactly that of the answer. Not thread-safe; made once and
 * begun for each query, so that a query allocates no more than its answer.
 */
final class NearestHits {
  private static final int LAT = 0;
  private static final int LNG = 1;
  private static final int AT = 2;
  private static final int SLOT_AND_STATE = 3;
  private static final int LONGS = 4;
  private static final int STATE_BITS = 8;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int ROOM = 64;

  /** More room than this is not kept for the next query. */
  private static final int ROOM_KEPT = 4_096;

  private static final double FARTHER = 1 + QueryCenter.SLACK;
  private static final double NEARER = 1 - QueryCenter.SLACK;

  private final QueryCenter center;
  private RiderSlots slots = RiderSlots.EMPTY;
  private int most;
  private double radiusMeters;
  private double surelyWithin;
  private double bound;

  /** The heap: of each hit the haversine, and which of the records is his. */
  private double[] haversines = new double[ROOM];

  private int[] records = new int[ROOM];
  private int size;
  private long[] fields = new long[ROOM * LONGS];

  /** By slot, whose it was when it was read; null where the tiles' versions vouch for that. */
  private @Nullable RiderId @Nullable [] riders;

  NearestHits(QueryCenter center) {
    this.center = center;
  }

  void begin(RiderSlots of, int limit, double meters) {
    slots = of;
    most = limit;
    radiusMeters = meters;
    riders = null;
    clear();
  }

  /** Begins anew, and now keeps for each hit whose slot it was. */
  void beginKeepingRiders(int slotsEnd) {
    riders = new RiderId[slotsEnd];
    clear();
  }

  /** Lets go of what the next query has no use for. */
  void end() {
    slots = RiderSlots.EMPTY;
    riders = null;
    if (haversines.length > ROOM_KEPT) {
      setRoom(ROOM);
    }
  }

  private void clear() {
    size = 0;
    double radius = QueryCenter.haversineOf(radiusMeters);
    surelyWithin = radius * NEARER;
    bound = radius * FARTHER;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == most;
  }

  /** The haversine past which nobody is a hit. */
  double bound() {
    return bound;
  }

  /** A distance in metres past which nobody is a hit, of hits that are full. */
  double reachMeters() {
    return GeoPoint.metersOfHaversine(bound);
  }

  /**
   * Takes the rider if he is within the radius, and nearer than the farthest of hits enough. Plain
   * parameters, since a record of them would be allocated for each rider that a query looks at.
   */
  void offer(
      double haversine,
      double lat,
      double lng,
      long at,
      int slot,
      int state,
      @Nullable RiderId rider) {
    if (haversine > bound
        || (haversine > surelyWithin && center.distanceMeters(lat, lng) > radiusMeters)) {
      return;
    }
    if (riders != null) {
      riders[slot] = rider;
    }
    if (size < most) {
      if (size == haversines.length) {
        setRoom(2 * size);
      }
      record(size, lat, lng, at, slot, state);
      siftUp(size, haversine, size);
      size++;
    } else if (isNearerThanFarthest(
        haversine, lat, lng, riders == null ? slots.rider(slot) : rider)) {
      int record = records[0];
      record(record, lat, lng, at, slot, state);
      siftDown(size, haversine, record);
    }
    if (size == most) {
      bound = Math.min(bound, haversines[0] * FARTHER);
    }
  }

  /**
   * Empties the hits into the array, nearest first.
   *
   * @return false if the slot of one of them is nobody's any more
   */
  boolean drainTo(NearbyRider[] nearestFirst) {
    while (size > 0) {
      int record = records[0];
      RiderId rider = rider(record);
      if (rider == null) {
        return false;
      }
      double lat = real(record, LAT);
      double lng = real(record, LNG);
      nearestFirst[--size] =
          new NearbyRider(
              rider,
              new GeoPoint(lat, lng),
              Micros.toInstant(fields[record * LONGS + AT]),
              RiderSlots.vehicle(fields[record * LONGS + SLOT_AND_STATE] & STATE_MASK),
              center.distanceMeters(lat, lng));
      siftDown(size, haversines[size], records[size]);
    }
    return true;
  }

  private void siftUp(int from, double haversine, int record) {
    int child = from;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (compare(haversine, record, haversines[parent], records[parent]) <= 0) {
        break;
      }
      put(child, haversines[parent], records[parent]);
      child = parent;
    }
    put(child, haversine, record);
  }

  /** Puts the hit into a heap of so many whose top is taken away. */
  private void siftDown(int end, double haversine, int record) {
    int parent = 0;
    for (int child = 1; child < end; child = 2 * parent + 1) {
      if (child + 1 < end
          && compare(haversines[child + 1], records[child + 1], haversines[child], records[child])
              > 0) {
        child++;
      }
      if (compare(haversine, record, haversines[child], records[child]) >= 0) {
        break;
      }
      put(parent, haversines[child], records[child]);
      parent = child;
    }
    put(parent, haversine, record);
  }

  private void put(int at, double haversine, int record) {
    haversines[at] = haversine;
    records[at] = record;
  }

  private int compare(double a, int recordA, double b, int recordB) {
    if (a < b * NEARER) {
      return -1;
    }
    return a > b * FARTHER ? 1 : compareExactly(recordA, recordB);
  }

  private int compareExactly(int a, int b) {
    // Many may stand at one point, as at a depot.
    boolean isOnePoint = real(a, LAT) == real(b, LAT) && real(a, LNG) == real(b, LNG);
    return compareExactly(
        isOnePoint ? 0 : meters(a), rider(a), isOnePoint ? 0 : meters(b), rider(b));
  }

  private static int compareExactly(
      double meters, @Nullable RiderId rider, double otherMeters, @Nullable RiderId other) {
    int byDistance = Double.compare(meters, otherMeters);
    return byDistance != 0 || rider == null || other == null ? byDistance : rider.compareTo(other);
  }

  private boolean isNearerThanFarthest(
      double haversine, double lat, double lng, @Nullable RiderId rider) {
    double farthest = haversines[0];
    return haversine < farthest * NEARER
        || (haversine <= farthest * FARTHER
            && compareExactly(
                    center.distanceMeters(lat, lng), rider, meters(records[0]), rider(records[0]))
                < 0);
  }

  private double meters(int record) {
    return center.distanceMeters(real(record, LAT), real(record, LNG));
  }

  private @Nullable RiderId rider(int record) {
    int slot = (int) (fields[record * LONGS + SLOT_AND_STATE] >> STATE_BITS);
    return riders == null ? slots.rider(slot) : riders[slot];
  }

  private double real(int record, int field) {
    return Double.longBitsToDouble(fields[record * LONGS + field]);
  }

  private void record(int record, double lat, double lng, long at, int slot, int state) {
    int from = record * LONGS;
    fields[from + LAT] = Double.doubleToRawLongBits(lat);
    fields[from + LNG] = Double.doubleToRawLongBits(lng);
    fields[from + AT] = at;
    fields[from + SLOT_AND_STATE] = (long) slot << STATE_BITS | state;
  }

  private void setRoom(int room) {
    // All or none: a failure between them must leave what the next query can use.
    double[] moreHaversines = Arrays.copyOf(haversines, room);
    int[] moreRecords = Arrays.copyOf(records, room);
    fields = Arrays.copyOf(fields, room * LONGS);
    haversines = moreHaversines;
    records = moreRecords;
  }
}
