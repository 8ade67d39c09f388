package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Solution.Assignment;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import io.dabba.benchmarks.bench.mdrp.Solution.Move;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a solution keeps all rules of its instance, also those that the evaluator of the public
 * instances does not look at: the half of the service before food is taken or given, and the
 * longest time from click to door. Knows of a solution what its files say, and nothing of how it
 * came about.
 */
final class StrictCheck {
  private final Instance instance;
  private final Solution solution;
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Rider> riders = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  private StrictCheck(Instance instance, Solution solution) {
    this.instance = instance;
    this.solution = solution;
    instance.orders().forEach(order -> orders.put(order.id(), order));
    instance.riders().forEach(rider -> riders.put(rider.id(), rider));
  }

  /** What is wrong, each in words; empty if the solution is feasible. */
  static List<String> violations(Instance instance, Solution solution) {
    StrictCheck check = new StrictCheck(instance, solution);
    check.deliveries();
    check.assignments();
    check.riders.values().forEach(check::rider);
    return check.violations;
  }

  private void deliveries() {
    for (Delivery delivery : solution.deliveries()) {
      Order order = orders.get(delivery.order());
      if (order == null) {
        wrong("order %s is delivered and not of the instance".formatted(delivery.order()));
      } else if (deliveries.put(delivery.order(), delivery) != null) {
        wrong("order %s is delivered twice".formatted(delivery.order()));
      } else if (delivery.dropoffAt() - order.placedAt() > instance.rules().maxMinutes()) {
        wrong(
            "order %s takes %d minutes from click to door, more than %d"
                .formatted(
                    order.id(),
                    delivery.dropoffAt() - order.placedAt(),
                    instance.rules().maxMinutes()));
      }
    }
  }

  private void assignments() {
    Set<String> assigned = new HashSet<>();
    for (Assignment assignment : solution.assignments()) {
      if (!riders.containsKey(assignment.rider())) {
        wrong("rider %s is not of the instance".formatted(assignment.rider()));
      }
      for (String id : assignment.orders()) {
        if (!assigned.add(id)) {
          wrong("order %s is assigned twice".formatted(id));
        }
        if (!orders.containsKey(id)) {
          wrong("order %s is assigned and not of the instance".formatted(id));
        } else {
          ordered(assignment, orders.get(id));
        }
      }
      bundle(assignment);
    }
    for (Delivery delivery : solution.deliveries()) {
      if (!assigned.contains(delivery.order())) {
        wrong("order %s is delivered and not assigned".formatted(delivery.order()));
      }
    }
    for (Move move : solution.moves()) {
      if (!riders.containsKey(move.rider())) {
        wrong("rider %s moves and is not of the instance".formatted(move.rider()));
      }
    }
  }

  private void ordered(Assignment assignment, Order order) {
    if (assignment.assignedAt() < order.placedAt()) {
      wrong(
          "order %s is assigned at %d and placed at %d"
              .formatted(order.id(), assignment.assignedAt(), order.placedAt()));
    }
    if (assignment.pickupAt() < order.readyAt()) {
      wrong(
          "order %s is picked up at %d and ready at %d"
              .formatted(order.id(), assignment.pickupAt(), order.readyAt()));
    }
    Delivery delivery = deliveries.get(order.id());
    if (delivery == null) {
      wrong("order %s is assigned and not delivered".formatted(order.id()));
    } else if (!delivery.rider().equals(assignment.rider())) {
      wrong(
          "order %s is assigned to %s and delivered by %s"
              .formatted(order.id(), assignment.rider(), delivery.rider()));
    } else if (delivery.pickupAt() != assignment.pickupAt()) {
      wrong(
          "order %s is picked up at %d by its assignment and at %d by its delivery"
              .formatted(order.id(), assignment.pickupAt(), delivery.pickupAt()));
    }
  }

  private void bundle(Assignment assignment) {
    List<String> restaurants =
        assignment.orders().stream()
            .filter(orders::containsKey)
            .map(id -> restaurantOf(id).id())
            .distinct()
            .toList();
    if (assignment.orders().isEmpty()) {
      wrong(
          "rider %s is assigned nothing at %d"
              .formatted(assignment.rider(), assignment.assignedAt()));
    }
    if (restaurants.size() > 1) {
      wrong(
          "rider %s is to fetch from several restaurants at once: %s"
              .formatted(assignment.rider(), restaurants));
    }
  }

  /** What a rider does must be what he is assigned, one after the other, and nothing else. */
  private void rider(Rider rider) {
    List<Assignment> assignments =
        solution.assignments().stream()
            .filter(a -> a.rider().equals(rider.id()) && isOfOneRestaurant(a))
            .sorted(Comparator.comparingInt(Assignment::pickupAt))
            .toList();
    Walk walk = new Walk(rider);
    for (Assignment assignment : assignments) {
      walk.fetch(assignment);
      assignment.orders().forEach(walk::bring);
    }
    if (walk.done < walk.moves.size()) {
      wrong(
          "rider %s makes a move for nothing: %s".formatted(rider.id(), walk.moves.get(walk.done)));
    }
  }

  private boolean isOfOneRestaurant(Assignment assignment) {
    return !assignment.orders().isEmpty()
        && assignment.orders().stream().allMatch(orders::containsKey)
        && assignment.orders().stream().map(id -> restaurantOf(id).id()).distinct().count() == 1;
  }

  private Instance.Restaurant restaurantOf(String order) {
    return knownOrder(order).restaurant();
  }

  private Order knownOrder(String id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new IllegalArgumentException("order=%s is not of the instance".formatted(id));
    }
    return order;
  }

  private void wrong(String words) {
    violations.add(words);
  }

  /** A rider's day, followed from move to move. */
  private final class Walk {
    final List<Move> moves;
    int done;

    private final Rider rider;
    private String placeId;
    private Place place;
    private int freeAt;

    Walk(Rider rider) {
      this.rider = rider;
      moves = solution.moves().stream().filter(m -> m.rider().equals(rider.id())).toList();
      placeId = rider.id();
      place = rider.place();
      freeAt = rider.onAt();
    }

    void fetch(Assignment assignment) {
      Instance.Restaurant restaurant = restaurantOf(assignment.orders().getFirst());
      int departs = departure(restaurant.id());
      if (departs < assignment.assignedAt()) {
        wrong(
            "rider %s leaves for %s at %d and is told at %d"
                .formatted(rider.id(), restaurant.id(), departs, assignment.assignedAt()));
      }
      if (departs < freeAt) {
        wrong(
            "rider %s leaves for %s at %d and is free at %d"
                .formatted(rider.id(), restaurant.id(), departs, freeAt));
      }
      int half = instance.rules().pickupMinutes() / 2;
      int soonest = departs + minutesTo(restaurant.place()) + half;
      int pickup = assignment.pickupAt();
      if (pickup < soonest) {
        wrong(
            "rider %s picks up at %s at %d and can from %d on"
                .formatted(rider.id(), restaurant.id(), pickup, soonest));
      }
      if (pickup < rider.onAt() || pickup > rider.offAt()) {
        wrong(
            "rider %s picks up at %d and is on shift from %d to %d"
                .formatted(rider.id(), pickup, rider.onAt(), rider.offAt()));
      }
      stand(restaurant.id(), restaurant.place(), pickup + half);
    }

    void bring(String id) {
      Order order = knownOrder(id);
      int departs = departure(id);
      if (departs != freeAt) {
        wrong(
            "rider %s leaves for %s at %d and is done before at %d"
                .formatted(rider.id(), id, departs, freeAt));
      }
      int half = instance.rules().dropoffMinutes() / 2;
      int dropoff = departs + minutesTo(order.door()) + half;
      Delivery delivery = deliveries.get(id);
      if (delivery != null && delivery.dropoffAt() != dropoff) {
        wrong(
            "order %s is dropped off at %d and by the rider's way at %d"
                .formatted(id, delivery.dropoffAt(), dropoff));
      }
      stand(id, order.door(), dropoff + half);
    }

    /** When the next move begins, which should lead from here to there. */
    private int departure(String to) {
      if (done == moves.size()) {
        wrong("rider %s makes no move to %s".formatted(rider.id(), to));
        return freeAt;
      }
      Move move = moves.get(done++);
      if (!move.from().equals(placeId) || !move.to().equals(to)) {
        wrong(
            "rider %s goes from %s to %s and should from %s to %s"
                .formatted(rider.id(), move.from(), move.to(), placeId, to));
      }
      return move.departsAt();
    }

    private int minutesTo(Place to) {
      double meters =
          Math.sqrt(
              Math.pow(to.xMeters() - place.xMeters(), 2)
                  + Math.pow(to.yMeters() - place.yMeters(), 2));
      return (int) Math.ceil(meters / instance.rules().metersPerMinute());
    }

    private void stand(String id, Place at, int from) {
      placeId = id;
      place = at;
      freeAt = from;
    }
  }
}
