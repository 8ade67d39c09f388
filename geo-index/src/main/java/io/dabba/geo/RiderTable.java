package io.dabba.geo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the slot of each rider is: the number of his city, and of his slot there. A hash table with
 * open addressing and linear probing, O(1).
 *
 * <p>Thread-safe; who only {@linkplain #find finds} never waits. An entry has seven bits of the
 * hash besides, so that a key is looked at only when it is almost surely the right one. A find that
 * meets a change sees the table before it or after it; it may also be told the place of another
 * rider who came in the stead of one removed, so the slot itself has to say whose it is.
 */
final class RiderTable {
  /** No rider's place: every place is positive or 0. */
  static final long NONE = -1;

  private static final int FIRST_BITS = 4;
  private static final long FREE = 0;
  private static final long REMOVED = 1;
  private static final long TAG = 1L << 63;
  private static final int TAG_SHIFT = 56;
  private static final long TAG_MASK = 0xFFL << TAG_SHIFT;
  private static final int CITY_SHIFT = 32;
  private static final double MAX_LOAD = 0.8;
  private static final int SPREAD = 0x9E3779B9;

  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(long[].class);

  private final Lock lock = new ReentrantLock();
  private volatile Entries entries = new Entries(FIRST_BITS);
  private int riders;
  private int used;

  private static final class Entries {
    private final int shift;
    private final long[] places;
    private final @Nullable RiderId[] keys;

    Entries(int bits) {
      shift = Integer.SIZE - bits;
      places = new long[1 << bits];
      keys = new RiderId[1 << bits];
    }
  }

  /** The number of the city of a place. */
  static int city(long place) {
    return (int) (place >>> CITY_SHIFT);
  }

  /** The number of the slot of a place. */
  static int slot(long place) {
    return (int) place;
  }

  /** The rider's place, or {@link #NONE}. */
  long find(RiderId rider) {
    Entries e = entries;
    int at = indexOf(e, rider, spread(rider));
    if (at < 0) {
      return NONE;
    }
    long entry = (long) PLACE.getAcquire(e.places, at);
    return (entry & TAG) == 0 ? NONE : entry & ~TAG_MASK;
  }

  /** Enters a rider, unless he has a place: then it is false, and nothing changes. */
  boolean add(RiderId rider, int city, int slot) {
    lock.lock();
    try {
      if (find(rider) != NONE) {
        return false;
      }
      if (used + 1 > MAX_LOAD * entries.places.length) {
        grow();
      }
      int spread = spread(rider);
      insert(entries, rider, tag(spread) | (long) city << CITY_SHIFT | slot, spread);
      riders++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes out a rider who has a place. */
  void remove(RiderId rider) {
    lock.lock();
    try {
      Entries e = entries;
      int at = indexOf(e, rider, spread(rider));
      PLACE.setRelease(e.places, at, REMOVED);
      e.keys[at] = null;
      riders--;
    } finally {
      lock.unlock();
    }
  }

  /** Where the rider's entry is or was a moment ago, or -1. */
  private static int indexOf(Entries e, RiderId rider, int spread) {
    int mask = e.places.length - 1;
    long tag = tag(spread);
    for (int at = spread >>> e.shift; ; at = (at + 1) & mask) {
      long entry = (long) PLACE.getAcquire(e.places, at);
      if (entry == FREE) {
        return -1;
      }
      if ((entry & TAG_MASK) == tag && rider.equals(e.keys[at])) {
        return at;
      }
    }
  }

  private void insert(Entries e, RiderId rider, long entry, int spread) {
    int mask = e.places.length - 1;
    int at = spread >>> e.shift;
    while ((e.places[at] & TAG) != 0) {
      at = (at + 1) & mask;
    }
    if (e.places[at] == FREE) {
      used++;
    }
    e.keys[at] = rider;
    PLACE.setRelease(e.places, at, entry);
  }

  /** Into twice the room, or the same if it was filled by riders who are gone. */
  private void grow() {
    Entries old = entries;
    int bits = Integer.SIZE - old.shift;
    Entries grown = new Entries(riders > old.places.length / 2 ? bits + 1 : bits);
    used = 0;
    for (int i = 0; i < old.places.length; i++) {
      RiderId rider = old.keys[i];
      if (rider != null) {
        insert(grown, rider, old.places[i], spread(rider));
      }
    }
    entries = grown;
  }

  private static int spread(RiderId rider) {
    return rider.hashCode() * SPREAD;
  }

  private static long tag(int spread) {
    return TAG | (spread & 0x7FL) << TAG_SHIFT;
  }
}
