package io.dabba.geo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The riders of all cities of a process. A rider is in the city of his shift, wherever his pings
 * come from, and never in two.
 *
 * <p>Any thread may call any method. Shifts change one after the other; a ping that meets such a
 * change counts for the city before it or after it, and waits for the change only if it finds its
 * rider in no city, as he also is for who asks while he goes from one to another. Every method is
 * O(1).
 */
public final class CityRiders {
  private final Duration staleAfter;
  private final Map<CityId, Integer> numbers = new ConcurrentHashMap<>();
  private volatile RiderIndex[] indexes = new RiderIndex[0];

  /** Guards the numbers of the cities, and who is in which. */
  private final Lock lock = new ReentrantLock();

  private final RiderTable shifts = new RiderTable();

  /**
   * @param staleAfter the position age past which a position is stale, in every city
   * @throws IllegalArgumentException if {@code staleAfter} is not positive
   */
  public CityRiders(Duration staleAfter) {
    this.staleAfter = Durations.requirePositive("staleAfter", staleAfter);
  }

  /**
   * The riders on shift in the city: the same index at every call, and empty while nobody is. A
   * rider is enrolled and removed through his shift, not on the index itself.
   */
  public RiderIndex index(CityId city) {
    Integer known = numbers.get(city);
    int number = known == null ? number(city) : known;
    return indexes[number];
  }

  private int number(CityId city) {
    lock.lock();
    try {
      Integer known = numbers.get(city);
      if (known != null) {
        return known;
      }
      int number = indexes.length;
      RiderIndex[] more = Arrays.copyOf(indexes, number + 1);
      more[number] = new RiderIndex(city, staleAfter, shifts, number);
      indexes = more;
      numbers.put(city, number);
      return number;
    } finally {
      lock.unlock();
    }
  }

  /** The city of the rider's shift; empty if he is not on shift. */
  public Optional<CityId> cityOf(RiderId rider) {
    return Optional.ofNullable(indexOf(rider)).map(RiderIndex::city);
  }

  /**
   * Puts the rider on shift in the city. If he is on shift there already, vehicle and availability
   * change and his position stays; if in another city, that shift ends, and he has no position
   * until his next ping.
   */
  public void startShift(RiderId rider, CityId city, Vehicle vehicle, Availability availability) {
    lock.lock();
    try {
      int number = number(city);
      while (!indexes[number].tryEnroll(rider, vehicle, availability)) {
        RiderIndex before = indexOf(rider);
        if (before != null && before != indexes[number]) {
          before.remove(rider);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the rider's shift and forgets his position.
   *
   * @return false if he was not on shift
   */
  public boolean endShift(RiderId rider) {
    lock.lock();
    try {
      RiderIndex index = indexOf(rider);
      return index != null && index.remove(rider);
    } finally {
      lock.unlock();
    }
  }

  /** Moves the rider to where the ping says, if he is on shift and it is newer than his last. */
  public PingOutcome report(Ping ping) {
    GeoPoint point = ping.point();
    long place = shifts.find(ping.rider());
    if (place == RiderTable.NONE) {
      return reportBetweenShiftChanges(ping);
    }
    RiderIndex index = indexes[RiderTable.city(place)];
    return switch (index.report(
        place, ping.rider(), point.lat(), point.lng(), Micros.of(ping.at()))) {
      case TAKEN -> new PingOutcome.Taken(index.city());
      case OUTDATED -> new PingOutcome.Outdated(index.city());
      case ABSENT -> reportBetweenShiftChanges(ping);
    };
  }

  /** One who is in no city may be changing cities just then: so it is asked for again. */
  private PingOutcome reportBetweenShiftChanges(Ping ping) {
    lock.lock();
    try {
      RiderIndex index = indexOf(ping.rider());
      if (index == null) {
        return new PingOutcome.OffShift();
      }
      return index.report(ping)
          ? new PingOutcome.Taken(index.city())
          : new PingOutcome.Outdated(index.city());
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@link #report(Ping)} without an object.
   *
   * @param lat latitude in degrees, -90 to 90
   * @param lng longitude in degrees, -180 to 180
   * @param atMicros when he was there, in microseconds since 1970
   * @return whether the rider is now there; false if he is not on shift, or was seen as late or
   *     later, or is changing cities
   * @throws IllegalArgumentException if a coordinate is not finite or out of its range
   */
  public boolean report(RiderId rider, double lat, double lng, long atMicros) {
    long place = shifts.find(rider);
    return place != RiderTable.NONE
        && indexes[RiderTable.city(place)].report(place, rider, lat, lng, atMicros)
            == RiderIndex.Reported.TAKEN;
  }

  /** The rider's last position in the city of his shift, if it is remembered. */
  public Optional<RiderPosition> find(RiderId rider) {
    return Optional.ofNullable(indexOf(rider)).flatMap(index -> index.find(rider));
  }

  private @Nullable RiderIndex indexOf(RiderId rider) {
    long place = shifts.find(rider);
    return place == RiderTable.NONE ? null : indexes[RiderTable.city(place)];
  }
}
