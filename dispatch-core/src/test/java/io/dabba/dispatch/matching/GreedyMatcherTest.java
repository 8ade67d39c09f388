package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GreedyMatcherTest {
  private final Matcher matcher = new GreedyMatcher();

  @Test
  void cheapestRider_isChosen_notTheFirst() {
    assertThat(matcher.match(List.of(ride("r1", asks("asha", 9), asks("bala", 3)))))
        .containsExactly(gets("r1", "bala"));
  }

  @Test
  void rideDueLonger_takesTheRider_evenIfAnotherIsCheaperForHim() {
    assertThat(
            matcher.match(
                List.of(
                    ride("r1", asks("asha", 9), asks("bala", 20)),
                    ride("r2", asks("asha", 1), asks("bala", 5)))))
        .containsExactly(gets("r1", "asha"), gets("r2", "bala"));
  }

  @Test
  void tie_goesToTheSmallerRiderId() {
    assertThat(matcher.match(List.of(ride("r1", asks("bala", 3), asks("asha", 3)))))
        .containsExactly(gets("r1", "asha"));
  }

  @Test
  void rideWhoseRidersAreTaken_getsNobody() {
    assertThat(
            matcher.match(
                List.of(ride("r1", asks("asha", 1)), ride("r2", asks("asha", 1)), ride("r3"))))
        .containsExactly(gets("r1", "asha"));
  }

  @Test
  void emptyWindow_givesNothing() {
    assertThat(matcher.match(List.of())).isEmpty();
  }

  @Test
  void randomWindows_giveEachRiderOnce_andNoneBetterWasLeft() {
    long seed = System.nanoTime();
    System.out.println("GreedyMatcherTest seed=" + seed);
    Random random = new Random(seed);
    for (int n = 0; n < 200; n++) {
      List<RideCandidates> window = window(random);

      List<Assignment> assignments = matcher.match(window);

      assertThat(assignments).extracting(Assignment::riderId).doesNotHaveDuplicates();
      assertThat(assignments).extracting(Assignment::rideId).doesNotHaveDuplicates();
      assertThat(matcher.match(window)).isEqualTo(assignments);
      assertEachTookTheCheapestLeft(window, assignments);
    }
  }

  private static void assertEachTookTheCheapestLeft(
      List<RideCandidates> window, List<Assignment> assignments) {
    Map<RideId, Assignment> byRide =
        assignments.stream().collect(Collectors.toMap(Assignment::rideId, Function.identity()));
    List<RiderId> taken = new ArrayList<>();
    for (RideCandidates ride : window) {
      List<Candidate> left =
          ride.candidates().stream().filter(c -> !taken.contains(c.riderId())).toList();
      Assignment assignment = byRide.get(ride.rideId());
      if (left.isEmpty()) {
        assertThat(assignment).isNull();
        continue;
      }
      assertThat(left)
          .filteredOn(c -> c.riderId().equals(assignment.riderId()))
          .singleElement()
          .satisfies(chosen -> assertThat(left).allMatch(other -> other.cost() >= chosen.cost()));
      taken.add(assignment.riderId());
    }
  }

  private static List<RideCandidates> window(Random random) {
    List<RideCandidates> window = new ArrayList<>();
    for (int ride = 0; ride < random.nextInt(8); ride++) {
      List<Candidate> candidates = new ArrayList<>();
      for (int rider = 0; rider < 6; rider++) {
        if (random.nextBoolean()) {
          candidates.add(asks("rider" + rider, random.nextInt(5)));
        }
      }
      window.add(new RideCandidates(new RideId("ride" + ride), candidates));
    }
    return window;
  }

  private static RideCandidates ride(String id, Candidate... candidates) {
    return new RideCandidates(new RideId(id), List.of(candidates));
  }

  private static Candidate asks(String rider, int cost) {
    return new Candidate(
        new RiderId(rider), Duration.ofMinutes(cost), AcceptanceRate.initial(), cost);
  }

  private static Assignment gets(String ride, String rider) {
    return new Assignment(new RideId(ride), new RiderId(rider));
  }
}
