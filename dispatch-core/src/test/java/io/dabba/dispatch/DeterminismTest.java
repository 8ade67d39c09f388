package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideStatus;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  private static final int STEPS = 200;

  @Test
  void sameCommandsTwice_giveTheSameEffects_andTheSameDecisions() {
    long seed = System.nanoTime();
    System.out.println("DeterminismTest seed=" + seed);

    List<Step> steps = evening(new Random(seed));

    assertThat(steps).hasSizeGreaterThan(STEPS / 2);
    assertThat(evening(new Random(seed))).isEqualTo(steps);
  }

  private static List<Step> evening(Random random) {
    Scenario city = new Scenario("windowSize=3", "overloadCandidates=2", "askAgain=ALL");
    for (int rider = 0; rider < 12; rider++) {
      city.rider("rider" + rider, random.nextInt(4_000));
    }
    LocalTime time = LocalTime.NOON;
    for (int n = 0; n < STEPS; n++) {
      city.confirmed("ride" + n, time.plusSeconds(random.nextInt(900)).toString());
      for (int ride = 0; ride < n; ride++) {
        answer(city, "ride" + ride, random.nextInt(8));
      }
      if (random.nextInt(20) == 0) {
        city.restart();
      }
      city.step();
      time = time.plusSeconds(1 + random.nextInt(4));
      city.at(time.toString());
    }
    return city.steps();
  }

  private static void answer(Scenario city, String ride, int die) {
    Optional<RideStatus> status = city.store.ride(new RideId(ride));
    if (status.equals(Optional.of(RideStatus.OFFERED)) && isInTime(city, ride)) {
      switch (die) {
        case 0, 1 -> city.accepts(ride);
        case 2 -> city.declines(ride);
        case 3 -> city.cancelled(ride);
        default -> {}
      }
    } else if (status.equals(Optional.of(RideStatus.ACCEPTED)) && die == 0) {
      city.delivers(ride);
    } else if (status.equals(Optional.of(RideStatus.ACCEPTED)) && die == 1) {
      city.releases(ride);
    }
  }

  private static boolean isInTime(Scenario city, String ride) {
    return city.now().isBefore(city.offer(ride).expiresAt());
  }
}
