package io.dabba.dispatch.matching;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Windows on a street: places are so many minutes east of its beginning, and stops take no time.
 * Times are minutes from the window's now.
 */
final class Windows {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final double DEGREES_PER_MINUTE = 0.01;

  private final List<Ride> rides = new ArrayList<>();
  private final List<RiderOutlook> riders = new ArrayList<>();
  private CostModel costs = CostWeights.balanced();
  private int iterations = 1_000_000;
  private int maxTrips = 3;
  private int capacity = 3;

  /** Every place is a whole minute from every other. */
  static Duration travel(GeoPoint from, GeoPoint to, Vehicle vehicle) {
    return Duration.ofMinutes(Math.round(Math.abs(from.lng() - to.lng()) / DEGREES_PER_MINUTE));
  }

  static GeoPoint at(int minute) {
    return new GeoPoint(0, minute * DEGREES_PER_MINUTE);
  }

  static Instant in(double minutes) {
    return NOW.plusMillis(Math.round(minutes * 60_000));
  }

  Windows ride(String id, int pickup, int door, double placed, double ready) {
    RideOrder order = new RideOrder(new OrderId(id), at(door), in(placed), in(ready));
    rides.add(new Ride(new RideId(id), new CityId("street"), at(pickup), List.of(order)));
    return this;
  }

  Windows rider(String id, int place, double freeAt) {
    return rider(id, place, freeAt, Optional.empty(), 0);
  }

  Windows rider(String id, int place, double freeAt, Optional<Double> shiftEnds, double owed) {
    RiderProfile profile =
        new RiderProfile(
            Availability.AVAILABLE, new AcceptanceRate(1), shiftEnds.map(Windows::in), owed);
    riders.add(
        new RiderOutlook(new RiderId(id), at(place), in(freeAt), Vehicle.MOTORCYCLE, profile));
    return this;
  }

  Windows costs(CostModel model) {
    costs = model;
    return this;
  }

  Windows iterations(int most) {
    iterations = most;
    return this;
  }

  Windows maxTrips(int most) {
    maxTrips = most;
    return this;
  }

  Windows capacity(int orders) {
    capacity = orders;
    return this;
  }

  /** Everybody may carry everything. */
  Window window() {
    Planning planning = planning();
    Prices prices = new Prices(NOW, Windows::travel, costs, planning);
    return new Window(
        NOW,
        rides.stream().map(ride -> prices.of(ride, riders)).toList(),
        riders.stream().collect(Collectors.toMap(RiderOutlook::riderId, Function.identity())),
        Windows::travel,
        costs,
        planning,
        iterations);
  }

  private Planning planning() {
    return new Planning(
        ServiceTimes.evenly(Duration.ZERO),
        Capacity.of(capacity),
        maxTrips,
        Duration.ZERO,
        Duration.ofHours(1),
        Duration.ofMinutes(15),
        Duration.ofHours(24),
        Duration.ofMinutes(30),
        150);
  }

  /** As a city in a busy hour is; restaurants are few, so that bundles are possible. */
  static Windows random(RandomGenerator random, int rides, int riders) {
    Windows windows = new Windows();
    for (int ride = 0; ride < rides; ride++) {
      double placed = -random.nextInt(20);
      int restaurant = random.nextInt(4) * 8;
      windows.ride(
          "ride" + ride, restaurant, random.nextInt(32), placed, placed + 5 + random.nextInt(20));
    }
    for (int rider = 0; rider < riders; rider++) {
      Optional<Double> ends =
          random.nextInt(4) == 0 ? Optional.of(5.0 + random.nextInt(40)) : Optional.empty();
      windows.rider(
          "rider" + rider,
          random.nextInt(32),
          random.nextBoolean() ? 0 : random.nextInt(15),
          ends,
          random.nextInt(4) - 1);
    }
    return windows;
  }
}
