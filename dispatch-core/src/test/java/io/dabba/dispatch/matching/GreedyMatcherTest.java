package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.eta.GreatCircleTravelTimes;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GreedyMatcherTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final GeoPoint POINT = new GeoPoint(19.0760, 72.8777);

  private final Matcher matcher = new GreedyMatcher();

  @Test
  void cheapestRider_isChosen_notTheFirst() {
    assertThat(match(List.of(ride("r1", asks("asha", 9), asks("bala", 3)))))
        .containsExactly(gets("r1", "bala"));
  }

  @Test
  void rideDueLonger_takesTheRider_evenIfAnotherIsCheaperForHim() {
    assertThat(
            match(
                List.of(
                    ride("r1", asks("asha", 9), asks("bala", 20)),
                    ride("r2", asks("asha", 1), asks("bala", 5)))))
        .containsExactly(gets("r1", "asha"), gets("r2", "bala"));
  }

  @Test
  void tie_goesToTheSmallerRiderId() {
    assertThat(match(List.of(ride("r1", asks("bala", 3), asks("asha", 3)))))
        .containsExactly(gets("r1", "asha"));
  }

  @Test
  void rideWhoseRidersAreTaken_getsNobody() {
    assertThat(match(List.of(ride("r1", asks("asha", 1)), ride("r2", asks("asha", 1)), ride("r3"))))
        .containsExactly(gets("r1", "asha"));
  }

  @Test
  void emptyWindow_givesNothing() {
    assertThat(match(List.of())).isEmpty();
  }

  @Test
  void randomWindows_giveEachRiderOnce_andNoneBetterWasLeft() {
    long seed = System.nanoTime();
    System.out.println("GreedyMatcherTest seed=" + seed);
    Random random = new Random(seed);
    for (int n = 0; n < 200; n++) {
      List<RideCandidates> window = window(random);

      List<Assignment> assignments = match(window);

      assertThat(assignments).extracting(Assignment::riderId).doesNotHaveDuplicates();
      assertThat(assignments).extracting(Assignment::rideId).doesNotHaveDuplicates();
      assertThat(match(window)).isEqualTo(assignments);
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
      window.add(ride("ride" + ride, candidates.toArray(new Candidate[0])));
    }
    return window;
  }

  private List<Assignment> match(List<RideCandidates> rides) {
    Map<RiderId, RiderOutlook> riders = new HashMap<>();
    for (RideCandidates ride : rides) {
      for (Candidate candidate : ride.candidates()) {
        riders.put(candidate.riderId(), free(candidate.riderId()));
      }
    }
    Window window =
        new Window(
            NOW,
            rides,
            riders,
            new GreatCircleTravelTimes(),
            ExpectedPickup.standard(),
            Planning.standard(),
            0);
    return matcher.match(window).assignments();
  }

  private static RiderOutlook free(RiderId rider) {
    RiderProfile profile = new RiderProfile(Availability.AVAILABLE, AcceptanceRate.initial());
    return new RiderOutlook(rider, POINT, NOW, Vehicle.MOTORCYCLE, profile);
  }

  private static RideCandidates ride(String id, Candidate... candidates) {
    RideOrder order = new RideOrder(new OrderId(id), POINT, NOW, NOW);
    Ride ride = new Ride(new RideId(id), new CityId("mumbai"), POINT, List.of(order));
    return new RideCandidates(ride, List.of(candidates));
  }

  private static Candidate asks(String rider, int cost) {
    return new Candidate(
        new RiderId(rider), Duration.ofMinutes(cost), AcceptanceRate.initial(), cost);
  }

  private static Assignment gets(String ride, String rider) {
    return new Assignment(new RideId(ride), new RiderId(rider));
  }
}
