package io.dabba.dispatch.matching;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where idle riders should wait: moves to places around which more orders are expected than riders
 * are near. Nothing in dispatch asks for it; whoever wants hints does, as often as he likes, and
 * tells the riders.
 *
 * <p>The places of a forecast are taken together in areas. An area keeps as many riders as orders
 * are expected, rounded, the nearest first, and wants one more for each whole order that is
 * expected and has no rider near. Riders whom no area keeps are sent, as many as can be, first to
 * where most is lacking, and for the least total way of those who go. A rider who will be free
 * within the horizon is near where he will be then.
 *
 * <p>The same arguments give the same hints, in whatever order the riders come. With p places in a
 * areas, r riders and m riders wanted: O(p * a + r * a), at most r ways asked for each area that
 * wants a rider, and two assignments of m rows to r columns. Immutable and thread-safe, though a
 * {@link DemandForecast} is not.
 *
 * @param horizon from now, for how long orders count
 * @param reachMeters how far, as the crow flies, a place or a rider may be from the middle of an
 *     area and be of it
 * @param maxWay no rider is sent farther; at most the horizon
 * @param mostMoves how many riders are sent at once, first for the areas that lack most
 */
public record Repositioning(Duration horizon, double reachMeters, Duration maxWay, int mostMoves) {
  private static final Duration LONGEST_HORIZON = Duration.ofHours(24);
  private static final double FARTHEST_REACH_METERS = 100_000;
  private static final int MOST_MOVES = 10_000;

  public Repositioning {
    if (!horizon.isPositive() || horizon.compareTo(LONGEST_HORIZON) > 0) {
      throw new IllegalArgumentException(
          "horizon=%s is not positive and at most %s".formatted(horizon, LONGEST_HORIZON));
    }
    if (!(reachMeters >= 0 && reachMeters <= FARTHEST_REACH_METERS)) {
      throw new IllegalArgumentException(
          "reachMeters=%s is not between 0 and %.0f".formatted(reachMeters, FARTHEST_REACH_METERS));
    }
    if (maxWay.isNegative() || maxWay.compareTo(horizon) > 0) {
      throw new IllegalArgumentException(
          "maxWay=%s is not between 0 and horizon=%s".formatted(maxWay, horizon));
    }
    if (mostMoves < 1 || mostMoves > MOST_MOVES) {
      throw new IllegalArgumentException(
          "mostMoves=%d is not between 1 and %d".formatted(mostMoves, MOST_MOVES));
    }
  }

  /** Orders of the next half-hour, for riders up to ten minutes away. */
  public static Repositioning standard() {
    return new Repositioning(Duration.ofMinutes(30), 700, Duration.ofMinutes(10), 50);
  }

  /**
   * Who should go where, first what is lacked most; empty if nothing is expected or everybody
   * stands well.
   *
   * @param riders all who count; only those who are available and free now are sent. One who
   *     follows a hint comes with its place and his arrival as what he is free at, so that no
   *     second rider is sent for the same order
   * @throws IllegalArgumentException if a rider comes twice, or the forecast knows of an order that
   *     was placed after now
   */
  public List<RepositionHint> hints(
      DemandForecast forecast, List<RiderOutlook> riders, TravelTimes travelTimes, Instant now) {
    requireEachOnce(riders);
    List<DemandArea> areas = DemandArea.of(forecast, now, horizon, reachMeters);
    List<List<RiderOutlook>> near = new ArrayList<>();
    areas.forEach(area -> near.add(new ArrayList<>()));
    List<RiderOutlook> spare = new ArrayList<>();
    for (RiderOutlook rider : riders) {
      if (!rider.freeAt().isAfter(now.plus(horizon))) {
        areaOf(rider.place(), areas).map(near::get).orElse(spare).add(rider);
      }
    }
    for (int area = 0; area < areas.size(); area++) {
      spare.addAll(notKept(areas.get(area), near.get(area), now));
    }
    spare.removeIf(rider -> !isIdle(rider, now));
    spare.sort(Comparator.comparing(RiderOutlook::riderId));
    List<Want> wants = new ArrayList<>();
    for (int area = 0; area < areas.size(); area++) {
      wants.addAll(wants(areas.get(area), near.get(area).size(), spare, travelTimes, now));
    }
    wants.sort(Comparator.comparingDouble(Want::lacking).reversed());
    List<Want> filled = filled(wants, assigned(wants, spare.size()));
    return hints(filled.subList(0, Math.min(mostMoves, filled.size())), spare);
  }

  /**
   * A rider that an area wants.
   *
   * @param lacking how many more orders than riders it has without him
   * @param ways of all who can be sent
   */
  private record Want(DemandArea area, double lacking, List<Way> ways) {}

  /**
   * A way to the middle of an area.
   *
   * @param rider his number among the spare
   */
  private record Way(int rider, double seconds) {}

  /** The one whose middle is nearest, within reach. */
  private Optional<Integer> areaOf(GeoPoint place, List<DemandArea> areas) {
    int nearest = -1;
    double nearestMeters = Double.POSITIVE_INFINITY;
    for (int area = 0; area < areas.size(); area++) {
      double meters = areas.get(area).center().distanceMeters(place);
      if (meters <= reachMeters && meters < nearestMeters) {
        nearest = area;
        nearestMeters = meters;
      }
    }
    return nearest < 0 ? Optional.empty() : Optional.of(nearest);
  }

  /** Who cannot go anyway is kept first, then who is nearest. */
  private static List<RiderOutlook> notKept(DemandArea area, List<RiderOutlook> near, Instant now) {
    return near.stream()
        .sorted(
            Comparator.comparing((RiderOutlook rider) -> isIdle(rider, now))
                .thenComparingDouble(rider -> area.center().distanceMeters(rider.place()))
                .thenComparing(RiderOutlook::riderId))
        .skip(Math.round(area.expectedOrders()))
        .toList();
  }

  /** No more than there are riders who can be sent; the others could not be filled. */
  private List<Want> wants(
      DemandArea area, int near, List<RiderOutlook> spare, TravelTimes travelTimes, Instant now) {
    int wanted = (int) Math.min(MOST_MOVES, Math.floor(area.expectedOrders()) - near);
    if (wanted <= 0) {
      return List.of();
    }
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < spare.size(); i++) {
      RiderOutlook rider = spare.get(i);
      Duration way = travelTimes.between(rider.place(), area.center(), rider.vehicle());
      boolean inShift = rider.profile().shiftEndsAt().filter(now.plus(way)::isAfter).isEmpty();
      if (inShift && way.compareTo(maxWay) <= 0) {
        ways.add(new Way(i, way.toMillis() / 1e3));
      }
    }
    List<Want> wants = new ArrayList<>();
    for (int i = 0; i < Math.min(wanted, ways.size()); i++) {
      wants.add(new Want(area, area.expectedOrders() - near - i, ways));
    }
    return wants;
  }

  private static List<Want> filled(List<Want> wants, MinCostAssignment assignment) {
    return IntStream.range(0, wants.size())
        .filter(row -> assignment.columnOf(row) != MinCostAssignment.UNASSIGNED)
        .mapToObj(wants::get)
        .toList();
  }

  /** As many as can be, those that lack most, for the least total way. */
  private MinCostAssignment assigned(List<Want> wants, int spare) {
    // to leave one without a rider is dearer than all ways together
    double unassigned = (wants.size() + 1) * (maxWay.toSeconds() + 1.0);
    SparseCosts.Builder costs = SparseCosts.builder(wants.size(), spare, unassigned);
    for (int row = 0; row < wants.size(); row++) {
      Want want = wants.get(row);
      costs.unassigned(row, unassigned * want.lacking());
      for (Way way : want.ways()) {
        costs.add(row, way.rider(), way.seconds());
      }
    }
    return new AssignmentSolver().solve(costs.build());
  }

  /** For wants that can all be filled at once; who goes where is the shortest for just these. */
  private List<RepositionHint> hints(List<Want> wants, List<RiderOutlook> spare) {
    MinCostAssignment assignment = assigned(wants, spare.size());
    List<RepositionHint> hints = new ArrayList<>();
    for (int row = 0; row < wants.size(); row++) {
      DemandArea area = wants.get(row).area();
      RiderId rider = spare.get(assignment.columnOf(row)).riderId();
      hints.add(new RepositionHint(rider, area.center(), area.expectedOrders()));
    }
    return hints;
  }

  private static boolean isIdle(RiderOutlook rider, Instant now) {
    return rider.isFree(now) && rider.profile().availability() == Availability.AVAILABLE;
  }

  private static void requireEachOnce(List<RiderOutlook> riders) {
    Set<RiderId> seen = new HashSet<>();
    for (RiderOutlook rider : riders) {
      if (!seen.add(rider.riderId())) {
        throw new IllegalArgumentException("riderId=%s comes twice".formatted(rider.riderId()));
      }
    }
  }
}
