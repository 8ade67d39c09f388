package io.dabba.geo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The riders of all cities of a process. A rider is in the city of his shift, wherever his pings
 * come from, and never in two.
 *
 * <p>Any thread may call any method. Shifts of one rider change one after the other; a ping that
 * meets such a change counts for the city before it or after it. Every method is O(1).
 */
public final class CityRiders {
  private final Duration staleAfter;
  private final Map<CityId, RiderIndex> cities = new ConcurrentHashMap<>();
  private final Map<RiderId, RiderIndex> shifts = new ConcurrentHashMap<>();

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
    return cities.computeIfAbsent(city, id -> new RiderIndex(id, staleAfter));
  }

  /** The city of the rider's shift; empty if he is not on shift. */
  public Optional<CityId> cityOf(RiderId rider) {
    return Optional.ofNullable(shifts.get(rider)).map(RiderIndex::city);
  }

  /**
   * Puts the rider on shift in the city. If he is on shift there already, vehicle and availability
   * change and his position stays; if in another city, that shift ends, and he has no position
   * until his next ping.
   */
  public void startShift(RiderId rider, CityId city, Vehicle vehicle, Availability availability) {
    RiderIndex index = index(city);
    shifts.compute(
        rider,
        (id, before) -> {
          if (before != null && before != index) {
            before.remove(id);
          }
          index.enroll(id, vehicle, availability);
          return index;
        });
  }

  /**
   * Ends the rider's shift and forgets his position.
   *
   * @return false if he was not on shift
   */
  public boolean endShift(RiderId rider) {
    boolean[] ended = {false};
    shifts.computeIfPresent(
        rider,
        (id, index) -> {
          ended[0] = index.remove(id);
          return null;
        });
    return ended[0];
  }

  /** Moves the rider to where the ping says, if he is on shift and it is newer than his last. */
  public PingOutcome report(Ping ping) {
    RiderIndex index = shifts.get(ping.rider());
    if (index != null && index.report(ping)) {
      return new PingOutcome.Taken(index.city());
    }
    return reportBetweenShiftChanges(ping);
  }

  /** A refusal may only mean that the rider is changing cities: so it is asked for again. */
  private PingOutcome reportBetweenShiftChanges(Ping ping) {
    PingOutcome[] outcome = {new PingOutcome.OffShift()};
    shifts.computeIfPresent(
        ping.rider(),
        (id, index) -> {
          outcome[0] =
              index.report(ping)
                  ? new PingOutcome.Taken(index.city())
                  : new PingOutcome.Outdated(index.city());
          return index;
        });
    return outcome[0];
  }

  /** The rider's last position in the city of his shift, if he has reported one. */
  public Optional<RiderPosition> find(RiderId rider) {
    return Optional.ofNullable(shifts.get(rider)).flatMap(index -> index.find(rider));
  }
}
