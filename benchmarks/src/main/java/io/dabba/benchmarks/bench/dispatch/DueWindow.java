package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.dispatch.CandidateSource;
import io.dabba.dispatch.CityDispatcher;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A city in which every ride is due and every rider is free, pickups and riders spread evenly over
 * the disc; the policy is the standard one with a window for all rides. Here alone the benchmarks
 * call a dispatcher. The same sizes give the same window. Not thread-safe.
 */
final class DueWindow {
  private static final CityId CITY = new CityId("mumbai");
  private static final Instant NOW = Instant.parse("2026-01-15T06:30:00Z");
  private static final long SEED = 1;

  private final RiderIndex index = new RiderIndex(CITY, Duration.ofMinutes(2));
  private final DispatchPolicy policy;
  private final List<RideSearch> searches;
  private CityDispatcher dispatcher;

  DueWindow(int rides, int riders) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < riders; i++) {
      RiderId rider = new RiderId("rider-" + i);
      index.enroll(rider, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
      index.report(Ping.of(rider, CityDisc.anywhere(random), NOW));
    }
    policy = DispatchPolicy.builder().windowSize(rides).build();
    searches = IntStream.range(0, rides).mapToObj(i -> search(i, random)).toList();
    dispatcher = newDispatcher();
  }

  /** Makes every ride due again. */
  void renew() {
    dispatcher = newDispatcher();
  }

  /** Matches the rides that are due in one step; returns for how many it chose a rider. */
  int match() {
    Step step = dispatcher.handle(List.of(), new Indexed(), NOW);
    int offers = 0;
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.OpenOffer) {
        offers++;
      }
    }
    return offers;
  }

  private CityDispatcher newDispatcher() {
    return new CityDispatcher(CITY, Strategy.standard().withPolicy(policy), searches, NOW);
  }

  private RideSearch search(int number, SplittableRandom random) {
    RideOrder order =
        new RideOrder(new OrderId("order-" + number), CityDisc.anywhere(random), NOW, NOW);
    Ride ride =
        new Ride(new RideId("ride-" + number), CITY, CityDisc.anywhere(random), List.of(order));
    return RideSearch.begin(ride, NOW, NOW.plus(policy.giveUpAfter()));
  }

  private final class Indexed implements CandidateSource {
    @Override
    public List<NearbyRider> nearest(NearbyQuery query, Instant now) {
      return index.nearest(query, now);
    }

    @Override
    public Optional<RiderPosition> find(RiderId rider) {
      return index.find(rider);
    }

    @Override
    public RiderProfile profile(RiderId rider) {
      return new RiderProfile(Availability.AVAILABLE, AcceptanceRate.initial());
    }
  }
}
