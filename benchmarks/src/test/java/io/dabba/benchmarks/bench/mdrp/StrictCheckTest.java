package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Restaurant;
import io.dabba.benchmarks.bench.mdrp.Solution.Assignment;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import io.dabba.benchmarks.bench.mdrp.Solution.Move;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day that keeps all rules, and each rule broken in it. */
class StrictCheckTest {
  private static final Restaurant CAFE = new Restaurant("cafe", new Place(600, 0));

  /** o1 and o2 go together to 500 and 750, then o3 from the cafe at 600 to the cafe's own door. */
  private final Instance instance =
      Tiny.instance(
          List.of(
              Tiny.order("o1", 500, 10, 12),
              Tiny.order("o2", 750, 10, 20),
              new Order("o3", new Place(600, 0), 30, CAFE, 45)),
          List.of(Tiny.rider("c1", 300, 5, 50), Tiny.rider("c2", 0, 0, 90)));

  private final List<Assignment> assignments =
      new ArrayList<>(
          List.of(
              new Assignment(11, 20, "c1", List.of("o1", "o2")),
              new Assignment(38, 45, "c1", List.of("o3"))));
  private final List<Delivery> deliveries =
      new ArrayList<>(
          List.of(
              new Delivery("o1", 20, 29, "c1"),
              new Delivery("o2", 20, 36, "c1"),
              new Delivery("o3", 45, 49, "c1")));
  private final List<Move> moves =
      new ArrayList<>(
          List.of(
              new Move("c1", 11, "c1", "diner"),
              new Move("c1", 22, "diner", "o1"),
              new Move("c1", 31, "o1", "o2"),
              new Move("c1", 38, "o2", "cafe"),
              new Move("c1", 47, "cafe", "o3")));

  private List<String> violations() {
    return violationsIn(instance);
  }

  private List<String> violationsIn(Instance other) {
    return StrictCheck.violations(other, new Solution(assignments, deliveries, moves));
  }

  /** The instance with another order in the place of the one of its id. */
  private Instance with(Order changed) {
    return new Instance(
        instance.name(),
        instance.rules(),
        instance.orders().stream().map(o -> o.id().equals(changed.id()) ? changed : o).toList(),
        instance.riders());
  }

  @Test
  void aDayThatKeepsAllRules_isFeasible() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void aDayOnWhichNothingIsDelivered_isFeasible() {
    assertThat(StrictCheck.violations(instance, new Solution(List.of(), List.of(), List.of())))
        .isEmpty();
  }

  @Test
  void anAssignmentBeforeTheOrderIsPlaced_isFound() {
    assertThat(violationsIn(with(Tiny.order("o2", 750, 12, 20))))
        .containsExactly("order o2 is assigned at 11 and placed at 12");
  }

  @Test
  void aPickupBeforeTheFoodIsReady_isFound() {
    assertThat(violationsIn(with(Tiny.order("o2", 750, 10, 21))))
        .containsExactly("order o2 is picked up at 20 and ready at 21");
  }

  @Test
  void aPickupBeforeHalfOfTheService_isFound() {
    assignments.set(0, new Assignment(16, 20, "c1", List.of("o1", "o2")));
    moves.set(0, new Move("c1", 16, "c1", "diner"));
    assertThat(violations()).containsExactly("rider c1 picks up at diner at 20 and can from 21 on");
  }

  @Test
  void aDepartureBeforeTheOtherHalf_isFound() {
    moves.set(1, new Move("c1", 21, "diner", "o1"));
    assertThat(violations())
        .containsExactly(
            "rider c1 leaves for o1 at 21 and is done before at 22",
            "order o1 is dropped off at 29 and by the rider's way at 28",
            "rider c1 leaves for o2 at 31 and is done before at 30");
  }

  @Test
  void aDropoffOtherThanByTheWay_isFound() {
    deliveries.set(0, new Delivery("o1", 20, 28, "c1"));
    assertThat(violations())
        .containsExactly("order o1 is dropped off at 28 and by the rider's way at 29");
    deliveries.set(0, new Delivery("o1", 20, 30, "c1"));
    assertThat(violations())
        .containsExactly("order o1 is dropped off at 30 and by the rider's way at 29");
  }

  @Test
  void aBundleOfSeveralRestaurants_isFound() {
    assertThat(violationsIn(with(new Order("o2", new Place(750, 0), 10, CAFE, 20))).getFirst())
        .isEqualTo("rider c1 is to fetch from several restaurants at once: [diner, cafe]");
  }

  @Test
  void aPickupAfterTheShift_isFound_aDropoffIsNot() {
    assertThat(
            violationsIn(Tiny.instance(instance.orders(), List.of(Tiny.rider("c1", 300, 5, 45)))))
        .isEmpty();
    assertThat(
            violationsIn(Tiny.instance(instance.orders(), List.of(Tiny.rider("c1", 300, 5, 44)))))
        .containsExactly("rider c1 picks up at 45 and is on shift from 5 to 44");
  }

  @Test
  void aMoveBeforeTheShift_isFound() {
    assertThat(
            violationsIn(Tiny.instance(instance.orders(), List.of(Tiny.rider("c1", 300, 12, 50)))))
        .containsExactly("rider c1 leaves for diner at 11 and is free at 12");
    assertThat(
            violationsIn(Tiny.instance(instance.orders(), List.of(Tiny.rider("c1", 300, 21, 50)))))
        .contains("rider c1 picks up at 20 and is on shift from 21 to 50");
  }

  @Test
  void aMoveBeforeTheRiderIsFree_isFound() {
    assignments.set(1, new Assignment(37, 45, "c1", List.of("o3")));
    moves.set(3, new Move("c1", 37, "o2", "cafe"));
    assertThat(violations()).containsExactly("rider c1 leaves for cafe at 37 and is free at 38");
  }

  @Test
  void aMoveBeforeTheAssignment_isFound() {
    assignments.set(0, new Assignment(13, 20, "c1", List.of("o1", "o2")));
    assertThat(violations()).containsExactly("rider c1 leaves for diner at 11 and is told at 13");
  }

  @Test
  void aRiderWhoIsSuddenlyElsewhere_isFound() {
    moves.set(3, new Move("c1", 38, "o1", "cafe"));
    assertThat(violations())
        .containsExactly("rider c1 goes from o1 to cafe and should from o2 to cafe");
  }

  @Test
  void doorsInAnotherOrderThanAssigned_areFound() {
    assignments.set(0, new Assignment(11, 20, "c1", List.of("o2", "o1")));
    assertThat(violations()).contains("rider c1 goes from diner to o1 and should from diner to o2");
  }

  @Test
  void aMoveThatIsMissingOrTooMuch_isFound() {
    Move last = moves.removeLast();
    assertThat(violations()).containsExactly("rider c1 makes no move to o3");
    moves.add(last);
    moves.add(new Move("c1", 51, "o3", "diner"));
    assertThat(violations())
        .containsExactly("rider c1 makes a move for nothing: " + moves.getLast());
  }

  @Test
  void anOrderThatTakesTooLong_isFound() {
    // dropped off at 94: 91 minutes after its placement at 3, 90 after that at 4
    assignments.set(1, new Assignment(38, 90, "c1", List.of("o3")));
    deliveries.set(2, new Delivery("o3", 90, 94, "c1"));
    moves.set(4, new Move("c1", 92, "cafe", "o3"));
    Instance long1 =
        Tiny.instance(
            List.of(
                instance.orders().get(0),
                instance.orders().get(1),
                new Order("o3", new Place(600, 0), 4, CAFE, 45)),
            List.of(Tiny.rider("c1", 300, 5, 90)));
    assertThat(violationsIn(long1)).isEmpty();
    Instance long2 =
        Tiny.instance(
            List.of(
                instance.orders().get(0),
                instance.orders().get(1),
                new Order("o3", new Place(600, 0), 3, CAFE, 45)),
            long1.riders());
    assertThat(violationsIn(long2))
        .containsExactly("order o3 takes 91 minutes from click to door, more than 90");
  }

  @Test
  void anOrderAssignedTwice_isFound() {
    assignments.add(new Assignment(38, 45, "c2", List.of("o3")));
    assertThat(violations())
        .contains("order o3 is assigned twice", "order o3 is assigned to c2 and delivered by c1");
  }

  @Test
  void anOrderDeliveredTwice_isFound() {
    deliveries.add(new Delivery("o3", 45, 49, "c1"));
    assertThat(violations()).containsExactly("order o3 is delivered twice");
  }

  @Test
  void anOrderDeliveredAndNotAssigned_orTheOtherWay_isFound() {
    assignments.remove(1);
    moves.subList(3, 5).clear();
    assertThat(violations()).containsExactly("order o3 is delivered and not assigned");

    assignments.add(new Assignment(38, 45, "c1", List.of("o3")));
    deliveries.removeLast();
    moves.add(new Move("c1", 38, "o2", "cafe"));
    moves.add(new Move("c1", 47, "cafe", "o3"));
    assertThat(violations()).containsExactly("order o3 is assigned and not delivered");
  }

  @Test
  void anotherRiderOrPickupThanAssigned_isFound() {
    deliveries.set(2, new Delivery("o3", 45, 49, "c2"));
    assertThat(violations()).containsExactly("order o3 is assigned to c1 and delivered by c2");
    deliveries.set(2, new Delivery("o3", 44, 49, "c1"));
    assertThat(violations())
        .containsExactly("order o3 is picked up at 45 by its assignment and at 44 by its delivery");
  }

  @Test
  void assignmentsOfOneRiderThatOverlap_areFound() {
    // o3 is fetched between the pickup and the doors of the others
    assignments.set(1, new Assignment(30, 45, "c1", List.of("o3")));
    moves.set(3, new Move("c1", 30, "o2", "cafe"));
    assertThat(violations()).containsExactly("rider c1 leaves for cafe at 30 and is free at 38");
  }

  @Test
  void whoOrWhatIsNotOfTheInstance_isFound() {
    assignments.add(new Assignment(1, 2, "c9", List.of("o9")));
    deliveries.add(new Delivery("o9", 2, 4, "c9"));
    moves.add(new Move("c9", 1, "c9", "diner"));
    assertThat(violations())
        .contains(
            "order o9 is delivered and not of the instance",
            "rider c9 is not of the instance",
            "order o9 is assigned and not of the instance",
            "rider c9 moves and is not of the instance");
  }

  @Test
  void anAssignmentOfNothing_isFound() {
    assignments.add(new Assignment(1, 2, "c2", List.of()));
    assertThat(violations()).containsExactly("rider c2 is assigned nothing at 1");
  }
}
