package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchMatcherTest {
  private static final int RANDOM_WINDOWS = Integer.getInteger("dabba.windows", 300);

  private final Matcher matcher = new BatchMatcher();

  @Test
  void emptyWindow_givesNothing() {
    assertThat(matcher.match(new Windows().window())).isEqualTo(Matching.of(List.of()));
  }

  @Test
  void totalCounts_notWhoIsFirst() {
    Windows windows =
        new Windows()
            .ride("first", 10, 12, 0, 0)
            .ride("second", 14, 16, 0, 0)
            .rider("between", 12, 0)
            .rider("left", 7, 0);

    assertThat(offers(windows)).containsExactlyInAnyOrder("first to left", "second to between");
  }

  @Test
  void riderWhoHasTime_waits_untilHeMustLeave() {
    Matching matching =
        matcher.match(new Windows().ride("a", 10, 20, 0, 30).rider("r", 4, 0).window());

    assertThat(matching.assignments()).isEmpty();
    assertThat(matching.waits()).isEqualTo(Map.of(new RideId("a"), Windows.in(24)));
  }

  @Test
  void riderWhoIsNearlyDone_isWaitedFor_whereTheFreeOneIsFar() {
    Matching matching =
        matcher.match(
            new Windows().ride("a", 30, 31, 0, 0).rider("far", 0, 0).rider("near", 29, 3).window());

    assertThat(matching.assignments()).isEmpty();
    assertThat(matching.waits()).isEqualTo(Map.of(new RideId("a"), Windows.in(3)));
  }

  @Test
  void ordersOfOneRestaurant_goTogether_theNearerDoorFirst() {
    Windows windows =
        new Windows().ride("a", 10, 20, 0, 0).ride("b", 10, 15, 0, 0).rider("r", 10, 0);

    assertThat(matcher.match(windows.window()).assignments())
        .containsExactly(
            new Assignment(
                new RideId("a"),
                new RiderId("r"),
                List.of(new RideId("b")),
                List.of(new OrderId("b"), new OrderId("a"))));
  }

  @Test
  void ordersInOppositeDirections_goApart_whereThereAreRiders() {
    Windows windows =
        new Windows()
            .ride("a", 10, 20, 0, 0)
            .ride("b", 10, 0, 0, 0)
            .rider("r", 10, 0)
            .rider("s", 11, 0);

    assertThat(offers(windows)).hasSize(2).noneMatch(offer -> offer.contains("+"));
  }

  @Test
  void capacity_isKept() {
    Windows windows =
        new Windows()
            .ride("a", 10, 20, 0, 0)
            .ride("b", 10, 20, 0, 0)
            .ride("c", 10, 20, 0, 0)
            .rider("r", 10, 0)
            .capacity(2);

    Matching matching = matcher.match(windows.window());
    assertThat(matching.assignments().getFirst().joined()).hasSize(1);
    assertThat(matching.waits()).hasSize(1);
  }

  @Test
  void noOrderWaitsLongerForAnother_thanItMay() {
    Windows windows =
        new Windows().ride("a", 10, 20, 0, 0).ride("b", 10, 12, 0, 17).rider("r", 10, 0);

    assertThat(offers(windows)).containsExactly("a to r");
  }

  @Test
  void nobodyFetchesFood_afterHisShift() {
    Windows windows =
        new Windows()
            .ride("a", 10, 12, 0, 0)
            .rider("ends", 10 - 6, 0, Optional.of(5.0), 0)
            .rider("goesOn", 0, 0);

    assertThat(offers(windows)).containsExactly("a to goesOn");
  }

  @Test
  void riderWhoIsOwedMore_isAsked_ratherThanOneALittleNearer() {
    Windows windows =
        new Windows()
            .ride("a", 10, 12, 0, 30)
            .rider("paid", 9, 0, Optional.empty(), 0)
            .rider("owed", 7, 0, Optional.empty(), 2)
            .ride("now", 10, 12, 0, 3);

    assertThat(offers(windows)).containsExactly("now to owed");
  }

  @Test
  void rideThatNobodyMayTake_neitherWaitsNorIsOffered() {
    Windows windows = new Windows().ride("a", 10, 12, 0, 0).rider("r", 0, 0, Optional.of(2.0), 0);

    Matching matching = matcher.match(windows.window());
    assertThat(matching.assignments()).isEmpty();
    assertThat(matching.waits()).isEmpty();
  }

  /** One rider, and near orders without end: the far one must have its turn. */
  @ParameterizedTest
  @ValueSource(strings = {"speed", "balanced", "economy"})
  void farOrder_isNotPassedOverForEver(String preset) {
    double clock = 0;
    int door = 0;
    for (int served = 0; served < 40; served++) {
      Windows windows =
          new Windows()
              .costs(weights(preset))
              .maxTrips(1)
              .capacity(1)
              .ride("far", 0, 40, -clock, -clock)
              .ride("near", 0, 5, -2, -1)
              .rider("r", door, 0);
      if (offers(windows).contains("far to r")) {
        assertThat(clock).isLessThan(180);
        return;
      }
      clock += 10;
      door = 5;
    }
    throw new AssertionError("passed over for " + clock + " minutes");
  }

  private static CostWeights weights(String preset) {
    return switch (preset) {
      case "speed" -> CostWeights.speed();
      case "economy" -> CostWeights.economy();
      default -> CostWeights.balanced();
    };
  }

  @Test
  void randomWindows_giveLegalOffers_andTheSameAgain() {
    long seed = System.nanoTime();
    System.out.println("BatchMatcherTest seed=" + seed);
    Random random = new Random(seed);
    for (int n = 0; n < RANDOM_WINDOWS; n++) {
      Window window = Windows.random(random, random.nextInt(12), random.nextInt(6)).window();

      Matching matching = matcher.match(window);

      assertThat(matcher.match(window)).isEqualTo(matching);
      assertLegal(window, matching);
    }
  }

  @Test
  void anyBudget_givesLegalOffers_andMoreOfItNoWorsePlans() {
    Random random = new Random(7);
    double spentMore = 0;
    double spentNothing = 0;
    for (int n = 0; n < 200; n++) {
      Windows windows = Windows.random(random, 10, 3);
      for (int iterations : new int[] {0, 1, 10, 100, 10_000}) {
        Window window = windows.iterations(iterations).window();
        assertLegal(window, matcher.match(window));
      }
      double none = PlanCost.of(windows.iterations(0).window());
      double all = PlanCost.of(windows.iterations(100_000).window());
      assertThat(all).isLessThanOrEqualTo(none + 1e-6);
      spentNothing += none;
      spentMore += all;
    }
    assertThat(spentMore).isLessThan(spentNothing);
  }

  /** All plans of small windows are tried; the mean gap to the best is small. */
  @Test
  void plansOfSmallWindows_areNearTheBestOfAll() {
    Random random = new Random(11);
    double ours = 0;
    double best = 0;
    int exact = 0;
    int windows = 60;
    for (int n = 0; n < windows; n++) {
      Window window = Windows.random(random, 4, 2).window();
      double plan = PlanCost.of(window);
      double optimum = PlanCost.best(window);
      assertThat(plan).isGreaterThanOrEqualTo(optimum - 1e-6);
      ours += plan;
      best += optimum;
      exact += plan < optimum + 1e-6 ? 1 : 0;
    }
    assertThat(ours / best).isLessThan(1.02);
    assertThat(exact).isGreaterThan(windows * 3 / 4);
  }

  private List<String> offers(Windows windows) {
    return matcher.match(windows.window()).assignments().stream()
        .map(a ->
            a.rideId()
                + a.joined().stream().map(j -> "+" + j).collect(Collectors.joining())
                + " to "
                + a.riderId())
        .toList();
  }

  private static void assertLegal(Window window, Matching matching) {
    Map<RideId, Ride> rides =
        window.rides().stream()
            .collect(Collectors.toMap(RideCandidates::rideId, RideCandidates::ride));
    Set<RideId> decided = new HashSet<>();
    Set<RiderId> asked = new HashSet<>();
    for (Assignment assignment : matching.assignments()) {
      List<RideId> together = new ArrayList<>(assignment.joined());
      together.addFirst(assignment.rideId());
      assertThat(asked.add(assignment.riderId())).isTrue();
      assertThat(window.riders().get(assignment.riderId()).isFree(window.now())).isTrue();
      assertThat(together).allMatch(decided::add);
      assertThat(together).hasSizeLessThanOrEqualTo(3);
      assertThat(together.stream().map(id -> rides.get(id).pickup()).distinct()).hasSize(1);
      if (!assignment.joined().isEmpty()) {
        assertThat(assignment.stops())
            .containsExactlyInAnyOrderElementsOf(
                together.stream()
                    .flatMap(id -> rides.get(id).orders().stream())
                    .map(RideOrder::id)
                    .toList());
      }
    }
    Map<RideId, Instant> waits = new HashMap<>(matching.waits());
    assertThat(waits.keySet()).isSubsetOf(rides.keySet()).noneMatch(decided::contains);
    assertThat(waits.values()).allMatch(at -> !at.isBefore(window.now()));
  }
}
