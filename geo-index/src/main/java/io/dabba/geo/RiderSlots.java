package io.dabba.geo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each rider of a city, in numbered slots of five longs: a word of state and
 * version, latitude, longitude, the time of the ping, and the neighbours in the list of his tile.
 *
 * <p>The word is a sequence lock. Who changes a slot first {@linkplain #lock locks} it, which makes
 * other writers of this one rider wait; a reader takes the word, reads what it needs, and takes it
 * again: if it is the same, nothing was changed in between, and if not, he reads anew. So a reader
 * holds up nobody, and what he returns was never half written. The links are no part of this: the
 * lock of the {@link TileLists} guards them.
 *
 * <p>A slot belongs to one rider while he is enrolled and then to another, so whoever comes by a
 * slot's number asks in the lock, or between two looks at the word, whose it is.
 */
final class RiderSlots {
  /** No slot. */
  static final int NONE = -1;

  /** The offsets in a slot. */
  static final int WORD = 0;

  static final int LAT = 1;
  static final int LNG = 2;
  static final int AT = 3;
  static final int LINKS = 4;
  static final int LONGS = 5;

  /** The bits of the word: availability and vehicle, then flags, then the version. */
  static final int FILTER_MASK = 31;

  static final int POSITIONED = 1 << 5;
  private static final int STATE_MASK = 63;
  private static final long LOCKED = 1 << 6;
  private static final long VERSION = 1 << 7;
  private static final int AVAILABILITY_BITS = 2;

  private static final int CHUNK_BITS = 9;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MAX_CHUNKS = 1 << 15;

  private static final Availability[] AVAILABILITIES = Availability.values();
  private static final Vehicle[] VEHICLES = Vehicle.values();

  static final VarHandle FIELD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle ID = MethodHandles.arrayElementVarHandle(RiderId[].class);
  private static final VarHandle GIVEN_BACK;

  static {
    try {
      GIVEN_BACK = MethodHandles.lookup().findVarHandle(RiderSlots.class, "givenBack", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The slots of nobody, which stay empty. */
  static final RiderSlots EMPTY = new RiderSlots();

  private volatile long[][] chunks = new long[0][];
  private volatile RiderId[][] ids = new RiderId[0][];
  private volatile int end;

  /** The first of the slots that are free; each of them has the next as its link. */
  private int firstFree = NONE;

  private volatile int givenBack;

  /** The longs that hold the slot, from {@link #offset} on. */
  long[] chunk(int slot) {
    return chunks[slot >>> CHUNK_BITS];
  }

  static int offset(int slot) {
    return (slot & CHUNK - 1) * LONGS;
  }

  /** The slots ever taken are those below this. */
  int end() {
    return end;
  }

  /**
   * How many slots were given back: who looks at one slot after the other and finds this unchanged
   * has met nobody in two slots.
   */
  int givenBack() {
    return givenBack;
  }

  /** Whose slot it is; null if nobody's. */
  @Nullable RiderId rider(int slot) {
    return (RiderId) ID.getOpaque(ids[slot >>> CHUNK_BITS], slot & CHUNK - 1);
  }

  boolean isOf(int slot, RiderId rider) {
    return rider.equals(rider(slot));
  }

  /** What a word says of a rider's availability and vehicle: below 32. */
  @SuppressWarnings("EnumOrdinal") // never leaves the memory of this process
  static int filterBits(Availability availability, Vehicle vehicle) {
    return vehicle.ordinal() << AVAILABILITY_BITS | availability.ordinal();
  }

  static Availability availability(long word) {
    return AVAILABILITIES[(int) word & (1 << AVAILABILITY_BITS) - 1];
  }

  static Vehicle vehicle(long word) {
    return VEHICLES[((int) word & FILTER_MASK) >> AVAILABILITY_BITS];
  }

  static boolean isPositioned(long word) {
    return (word & POSITIONED) != 0;
  }

  /** Waits for the slot to be free; other writers of the slot wait now. */
  static void lock(long[] chunk, int offset) {
    for (int spins = 0; !tryLock(chunk, offset); spins++) {
      Spins.pause(spins);
    }
  }

  /** Locks the slot if nobody has, and says whether it did. */
  static boolean tryLock(long[] chunk, int offset) {
    long word = (long) FIELD.getOpaque(chunk, offset + WORD);
    if ((word & LOCKED) != 0 || !FIELD.compareAndSet(chunk, offset + WORD, word, word | LOCKED)) {
      return false;
    }
    // What is written next must not be seen before the lock is.
    VarHandle.storeStoreFence();
    return true;
  }

  /** Lets go of a slot that the caller has locked and changed, and says what its state is now. */
  static void unlock(long[] chunk, int offset, int state) {
    long word = chunk[offset + WORD];
    FIELD.setRelease(chunk, offset + WORD, (word & -VERSION) + VERSION | state);
  }

  /** Lets go of a slot that the caller has locked and not changed. */
  static void unlockUnchanged(long[] chunk, int offset) {
    FIELD.setRelease(chunk, offset + WORD, chunk[offset + WORD] & ~LOCKED);
  }

  /** The word of a slot that the caller has locked. */
  static long word(long[] chunk, int offset) {
    return chunk[offset + WORD];
  }

  static int state(long word) {
    return (int) word & STATE_MASK;
  }

  /** The word of the slot, when nobody changes it. What is read after this is not older. */
  static long beginRead(long[] chunk, int offset) {
    long word = (long) FIELD.getAcquire(chunk, offset + WORD);
    for (int spins = 0; (word & LOCKED) != 0; spins++) {
      Spins.pause(spins);
      word = (long) FIELD.getAcquire(chunk, offset + WORD);
    }
    return word;
  }

  /** Whether what was read since the word was read is all of one moment. */
  static boolean isUnchanged(long[] chunk, int offset, long word) {
    VarHandle.acquireFence();
    return (long) FIELD.getOpaque(chunk, offset + WORD) == word;
  }

  static double lat(long[] chunk, int offset) {
    return Double.longBitsToDouble((long) FIELD.getOpaque(chunk, offset + LAT));
  }

  static double lng(long[] chunk, int offset) {
    return Double.longBitsToDouble((long) FIELD.getOpaque(chunk, offset + LNG));
  }

  static long at(long[] chunk, int offset) {
    return (long) FIELD.getOpaque(chunk, offset + AT);
  }

  /** Writes a position into a slot that the caller has locked. */
  static void place(long[] chunk, int offset, double lat, double lng, long at) {
    FIELD.setOpaque(chunk, offset + LAT, Double.doubleToRawLongBits(lat));
    FIELD.setOpaque(chunk, offset + LNG, Double.doubleToRawLongBits(lng));
    FIELD.setOpaque(chunk, offset + AT, at);
  }

  /** A slot as it was at one moment. */
  record Copy(
      RiderId rider,
      Vehicle vehicle,
      Availability availability,
      Optional<RiderPosition> position) {}

  /** What the slot says; null if it is nobody's. */
  @Nullable Copy read(int slot) {
    long[] chunk = chunk(slot);
    int offset = offset(slot);
    long word;
    double lat;
    double lng;
    long at;
    RiderId rider;
    do {
      word = beginRead(chunk, offset);
      lat = lat(chunk, offset);
      lng = lng(chunk, offset);
      at = at(chunk, offset);
      rider = rider(slot);
    } while (!isUnchanged(chunk, offset, word));
    if (rider == null) {
      return null;
    }
    Availability availability = availability(word);
    Vehicle vehicle = vehicle(word);
    Optional<RiderPosition> position =
        isPositioned(word)
            ? Optional.of(
                new RiderPosition(
                    rider, new GeoPoint(lat, lng), Micros.toInstant(at), availability, vehicle))
            : Optional.empty();
    return new Copy(rider, vehicle, availability, position);
  }

  /** What all slots say, of each rider once. */
  List<Copy> readAll() {
    while (true) {
      int begun = givenBack;
      List<Copy> copies = new ArrayList<>();
      Set<RiderId> riders = new HashSet<>();
      int last = end;
      for (int slot = 0; slot < last; slot++) {
        Copy copy = read(slot);
        if (copy != null) {
          copies.add(copy);
          riders.add(copy.rider());
        }
      }
      // One who was removed and enrolled again meanwhile may have been met in two slots.
      if (begun == givenBack || riders.size() == copies.size()) {
        return copies;
      }
    }
  }

  /**
   * A slot for a rider who has none; amortized O(1). Guarded by the lock of the index, so nobody
   * may wait for that lock while he holds a slot that is free.
   */
  int take(RiderId rider, int filterBits) {
    int slot = firstFree == NONE ? end : firstFree;
    if (slot == chunks.length << CHUNK_BITS) {
      addChunk();
    }
    long[] chunk = chunk(slot);
    int offset = offset(slot);
    lock(chunk, offset);
    if (slot == end) {
      end = slot + 1;
    } else {
      firstFree = (int) chunk[offset + LINKS];
    }
    name(slot, rider);
    unlock(chunk, offset, filterBits);
    return slot;
  }

  /** Gives back a slot that the caller has locked. Guarded by the lock of the index. */
  void giveBack(int slot) {
    name(slot, null);
    FIELD.setRelease(chunk(slot), offset(slot) + LINKS, (long) firstFree);
    firstFree = slot;
    GIVEN_BACK.setRelease(this, givenBack + 1);
  }

  private void name(int slot, @Nullable RiderId rider) {
    ID.setOpaque(ids[slot >>> CHUNK_BITS], slot & CHUNK - 1, rider);
  }

  private void addChunk() {
    int n = chunks.length;
    if (n == MAX_CHUNKS) {
      throw new IllegalStateException(
          "a city has no room for more than %d riders".formatted(MAX_CHUNKS << CHUNK_BITS));
    }
    RiderId[][] moreIds = Arrays.copyOf(ids, n + 1);
    moreIds[n] = new RiderId[CHUNK];
    ids = moreIds;
    long[][] moreChunks = Arrays.copyOf(chunks, n + 1);
    moreChunks[n] = new long[CHUNK * LONGS];
    chunks = moreChunks;
  }
}
