package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.dispatch.CandidateSource;
import io.dabba.dispatch.CityDispatcher;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.matching.ServiceTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A city in the middle of its work, planned by {@link Strategy#batch}: every other rider carries an
 * order and will be free within 20 minutes, at a door anywhere in the disc. The restaurants have
 * three rides each on average, so that bundles can be made; their food is ready from now to in 20
 * minutes, and its doors are within 3 km. The policy is the standard one with a window for all
 * rides. The same sizes give the same window. Not thread-safe.
 */
final class PlannedWindow {
  private static final CityId CITY = new CityId("mumbai");
  private static final Instant NOW = Instant.parse("2026-01-15T06:30:00Z");
  private static final long SEED = 1;
  private static final int RIDES_PER_RESTAURANT = 3;
  private static final double DELIVERY_METERS = 3_000;
  private static final Duration LATEST_FREE = Duration.ofMinutes(20);
  private static final Duration LATEST_READY = Duration.ofMinutes(20);

  private final RiderIndex index = new RiderIndex(CITY, Duration.ofMinutes(2));
  private final List<RideUnderWay> underWay = new ArrayList<>();
  private final Strategy strategy;
  private final List<RideSearch> searches;
  private CityDispatcher dispatcher;

  /**
   * What one step made of the window.
   *
   * @param offered the rides that are held out now, those that go with another included
   * @param joined of these, those that go with another
   */
  record Plan(int offered, int joined) {}

  PlannedWindow(int rides, int riders) {
    SplittableRandom random = new SplittableRandom(SEED);
    DispatchPolicy policy = DispatchPolicy.builder().windowSize(rides).build();
    strategy = Strategy.batch().withPolicy(policy);
    for (int i = 0; i < riders; i++) {
      RiderId rider = new RiderId("rider-" + i);
      if (i % 2 == 0) {
        enroll(rider, Availability.AVAILABLE, CityDisc.anywhere(random));
      } else {
        carry(rider, i, random);
      }
    }
    List<GeoPoint> restaurants =
        Stream.generate(() -> CityDisc.anywhere(random))
            .limit(Math.ceilDiv(rides, RIDES_PER_RESTAURANT))
            .toList();
    searches = IntStream.range(0, rides).mapToObj(i -> search(i, restaurants, random)).toList();
    dispatcher = newDispatcher();
  }

  /** Forgets what was planned. */
  void renew() {
    dispatcher = newDispatcher();
  }

  /** Plans the window in one step: candidates, costs, plan. */
  Plan plan() {
    Step step = dispatcher.handle(List.of(), new Indexed(), NOW);
    if (step.load().degraded()) {
      throw new IllegalStateException("the window was not planned but cut short");
    }
    int joined = 0;
    int offers = 0;
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.OpenOffer offer) {
        offers++;
        joined += offer.joined().size();
      }
    }
    return new Plan(offers + joined, joined);
  }

  private CityDispatcher newDispatcher() {
    return new CityDispatcher(CITY, strategy, searches, underWay, NOW);
  }

  private void enroll(RiderId rider, Availability availability, GeoPoint place) {
    index.enroll(rider, Vehicle.MOTORCYCLE, availability);
    index.report(Ping.of(rider, place, NOW));
  }

  /** He is as far from his last door as it takes to be free at a time spread evenly. */
  private void carry(RiderId rider, int number, SplittableRandom random) {
    ServiceTimes service = strategy.policy().planning().service();
    Duration latestArrival =
        LATEST_FREE.minus(service.beforeDropoff()).minus(service.afterDropoff());
    GeoPoint door = CityDisc.anywhere(random);
    GeoPoint aKilometreOff = CityDisc.beside(door, 1_000, 0);
    Duration aKilometre = strategy.travelTimes().between(aKilometreOff, door, Vehicle.MOTORCYCLE);
    double kilometres =
        random.nextDouble() * latestArrival.toMillis() / (double) aKilometre.toMillis();
    enroll(rider, Availability.RIDING, within(door, 1_000 * kilometres, random));
    RideOrder order = new RideOrder(new OrderId("carried-" + number), door, NOW, NOW);
    Ride ride = new Ride(new RideId("under-way-" + number), CITY, door, List.of(order));
    underWay.add(new RideUnderWay(ride, rider, true));
  }

  private RideSearch search(int number, List<GeoPoint> restaurants, SplittableRandom random) {
    GeoPoint pickup = restaurants.get(random.nextInt(restaurants.size()));
    GeoPoint door = within(pickup, DELIVERY_METERS * Math.sqrt(random.nextDouble()), random);
    Instant readyAt = NOW.plusMillis(random.nextLong(LATEST_READY.toMillis()));
    RideOrder order = new RideOrder(new OrderId("order-" + number), door, NOW, readyAt);
    Ride ride = new Ride(new RideId("ride-" + number), CITY, pickup, List.of(order));
    return RideSearch.begin(ride, NOW, NOW.plus(strategy.policy().giveUpAfter()));
  }

  private static GeoPoint within(GeoPoint center, double meters, SplittableRandom random) {
    double angle = random.nextDouble(2 * Math.PI);
    return CityDisc.beside(center, meters * Math.cos(angle), meters * Math.sin(angle));
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
