package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Riders of the whole disc who move and report, each every four seconds. Of each the last two pings
 * are known, so that one may ask what was seen of him a moment ago. Thread-safe.
 */
final class MovingRiders {
  private static final Duration BETWEEN_PINGS = Duration.ofSeconds(4);
  static final Vehicle VEHICLE = Vehicle.MOTORCYCLE;
  private static final double METERS_PER_SECOND = 5;

  private final RiderIndex index;
  private final SplittableRandom random;
  private final List<RiderId> riders = new ArrayList<>();
  private final Map<RiderId, List<Ping>> lastTwo = new HashMap<>();
  private int next;

  /** Enrolls the riders, who report for the first time. */
  MovingRiders(RiderIndex index, int count, SplittableRandom random, Instant now) {
    this.index = index;
    this.random = random;
    for (int i = 0; i < count; i++) {
      RiderId rider = new RiderId("rider-" + i);
      riders.add(rider);
      index.enroll(rider, VEHICLE, Availability.AVAILABLE);
      Ping ping = Ping.of(rider, CityDisc.anywhere(random), now);
      index.report(ping);
      lastTwo.put(rider, List.of(ping));
    }
  }

  /** How long to wait until the next of them reports. */
  Duration pause() {
    return BETWEEN_PINGS.dividedBy(riders.size());
  }

  /** The next rider reports, from a little farther in any direction. */
  synchronized void report(Instant now) {
    RiderId rider = riders.get(next);
    next = (next + 1) % riders.size();
    Ping before = lastTwo(rider).getLast();
    double meters = METERS_PER_SECOND * BETWEEN_PINGS.toSeconds();
    double angle = random.nextDouble(2 * Math.PI);
    GeoPoint place =
        CityDisc.beside(before.point(), meters * Math.cos(angle), meters * Math.sin(angle));
    Ping ping = Ping.of(rider, place, now);
    index.report(ping);
    lastTwo.put(rider, List.of(before, ping));
  }

  /** The last pings of the rider, the latest last: one or two. */
  synchronized List<Ping> lastTwo(RiderId rider) {
    List<Ping> pings = lastTwo.get(rider);
    if (pings == null) {
      throw new IllegalArgumentException("riderId=%s is not one of them".formatted(rider));
    }
    return pings;
  }
}
