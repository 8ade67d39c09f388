package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A window by numbers: rides, riders and places from 0, times in seconds from the window's now.
 * Built in O(rides x riders + candidates); travel times between places are asked for once each,
 * when they are needed.
 */
final class Problem {
  private static final double NANOS = 1e9;

  final Window window;
  final List<Ride> rides = new ArrayList<>();
  final List<RiderOutlook> riders;

  /** When all food of a ride is ready. */
  final double[] readyAt;

  /** The orders of ride {@code r} are those from {@code firstOrder[r]} to {@code [r + 1]}. */
  final int[] firstOrder;

  final double[] orderPlaced;
  final double[] orderReady;
  final int[] dropoff;
  final int[] pickup;

  /** The riders who may carry a ride. */
  final int[][] candidates;

  final double[] freeAt;
  final double[] offAt;
  final double[] owed;
  final int[] capacity;

  /** From where a rider is free to the pickup of a ride; not a number if he must not carry it. */
  private final float[] ways;

  private final double urgentAfter;
  private final Map<RiderId, Integer> numbers;
  private final List<GeoPoint> places = new ArrayList<>();

  /** From place to place, by rider; those of one vehicle share a table. */
  private final float[][] travel;

  Problem(Window window) {
    this.window = window;
    this.riders = inOrder(window.riders());
    this.urgentAfter = seconds(window.planning().urgentAfter());
    this.numbers = numbers(riders);
    int count = window.rides().size();
    int orders = window.rides().stream().mapToInt(r -> r.ride().orders().size()).sum();
    readyAt = new double[count];
    firstOrder = new int[count + 1];
    orderPlaced = new double[orders];
    orderReady = new double[orders];
    dropoff = new int[orders];
    pickup = new int[count];
    candidates = new int[count][];
    ways = new float[count * riders.size()];
    Arrays.fill(ways, Float.NaN);
    freeAt = riders.stream().mapToDouble(this::canBeAskedAt).toArray();
    offAt =
        riders.stream()
            .mapToDouble(
                rider -> rider.profile().shiftEndsAt().map(this::seconds).orElse(Double.MAX_VALUE))
            .toArray();
    owed = riders.stream().mapToDouble(rider -> rider.profile().ordersOwed()).toArray();
    capacity =
        riders.stream()
            .mapToInt(rider -> window.planning().capacity().of(rider.vehicle()))
            .toArray();
    Map<GeoPoint, Integer> pickups = new HashMap<>();
    for (int ride = 0; ride < count; ride++) {
      addRide(ride, window.rides().get(ride), pickups);
    }
    Map<Vehicle, float[]> tables = new EnumMap<>(Vehicle.class);
    travel =
        riders.stream()
            .map(rider -> tables.computeIfAbsent(rider.vehicle(), vehicle -> unknown()))
            .toArray(float[][]::new);
  }

  int rideCount() {
    return rides.size();
  }

  int riderCount() {
    return riders.size();
  }

  int orderCount(int ride) {
    return firstOrder[ride + 1] - firstOrder[ride];
  }

  /** Whether an order has waited too long to be passed over. */
  boolean isUrgent(int order) {
    return orderReady[order] <= -urgentAfter;
  }

  boolean mayCarry(int rider, int ride) {
    return !Double.isNaN(way(rider, ride));
  }

  /** Seconds from where the rider is free to the pickup of the ride. */
  double way(int rider, int ride) {
    return ways[ride * riders.size() + rider];
  }

  /** Seconds from place to place for this rider. */
  double travel(int rider, int from, int to) {
    int at = from * places.size() + to;
    float known = travel[rider][at];
    if (Float.isNaN(known)) {
      Vehicle by = riders.get(rider).vehicle();
      Duration between = window.travelTimes().between(places.get(from), places.get(to), by);
      known = (float) seconds(between);
      travel[rider][at] = known;
    }
    return known;
  }

  private void addRide(int number, RideCandidates from, Map<GeoPoint, Integer> pickups) {
    Ride ride = from.ride();
    rides.add(ride);
    readyAt[number] = seconds(ride.readyAt());
    pickup[number] = pickups.computeIfAbsent(ride.pickup(), this::addPlace);
    int next = firstOrder[number];
    for (RideOrder order : ride.orders()) {
      orderPlaced[next] = seconds(order.placedAt());
      orderReady[next] = seconds(order.readyAt());
      dropoff[next] = addPlace(order.dropoff());
      next++;
    }
    firstOrder[number + 1] = next;
    candidates[number] =
        from.candidates().stream().mapToInt(c -> numberOf(c.riderId())).sorted().toArray();
    for (Candidate candidate : from.candidates()) {
      int rider = numberOf(candidate.riderId());
      ways[number * riders.size() + rider] =
          (float) Math.max(0, seconds(candidate.pickupEta()) - busyFor(rider));
    }
  }

  /** The number of a rider of the window. */
  int numberOf(RiderId rider) {
    Integer number = numbers.get(rider);
    if (number == null) {
      throw new IllegalArgumentException("riderId=%s is not among the riders".formatted(rider));
    }
    return number;
  }

  private float[] unknown() {
    float[] table = new float[places.size() * places.size()];
    Arrays.fill(table, Float.NaN);
    return table;
  }

  private int addPlace(GeoPoint point) {
    places.add(point);
    return places.size() - 1;
  }

  private double busyFor(int rider) {
    return Math.max(0, seconds(riders.get(rider).freeAt()));
  }

  /** Who is busy is asked when he is free, and others after him if he refuses: that takes time. */
  private double canBeAskedAt(RiderOutlook rider) {
    return rider.isFree(window.now())
        ? 0
        : seconds(rider.freeAt()) + seconds(window.planning().offerLead());
  }

  private double seconds(Instant instant) {
    return seconds(Duration.between(window.now(), instant));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }

  /** The same riders get the same numbers. */
  private static List<RiderOutlook> inOrder(Map<RiderId, RiderOutlook> riders) {
    return riders.values().stream()
        .sorted(Comparator.comparing(rider -> rider.riderId().value()))
        .toList();
  }

  private static Map<RiderId, Integer> numbers(List<RiderOutlook> riders) {
    Map<RiderId, Integer> numbers = new HashMap<>();
    for (int i = 0; i < riders.size(); i++) {
      numbers.put(riders.get(i).riderId(), i);
    }
    return numbers;
  }
}
