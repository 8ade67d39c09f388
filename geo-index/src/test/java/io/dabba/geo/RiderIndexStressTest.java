package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writer who does the same again and again in the way that each protocol fears most. */
@Timeout(60)
class RiderIndexStressTest {
  private static final int LOOKS = 20_000;

  /** In each look, of what takes some nanoseconds. */
  private static final int QUICK_LOOKS = 100;

  private static final GeoPoint CENTER = new GeoPoint(19, 72.8);
  private static final CityId MUMBAI = new CityId("mumbai");
  private static final CityId PUNE = new CityId("pune");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALU = new RiderId("balu");

  private final RiderIndex index = new RiderIndex(MUMBAI, Duration.ofDays(36_500));
  private final AtomicBoolean isOver = new AtomicBoolean();
  private long step;

  @Test
  void withinOneTile_noPositionIsTorn() throws Exception {
    enrollIdle(2_000);
    enroll(ASHA);
    index.report(ASHA, 19.0001, 72.8001, 0);
    beside(
        this::stepWithinTile,
        () -> {
          assertThat(index.within(CENTER, 300, Instant.EPOCH))
              .singleElement()
              .satisfies(hit -> assertWhole(hit.point(), hit.at()));
          for (int i = 0; i < QUICK_LOOKS; i++) {
            RiderPosition found = index.find(ASHA).orElseThrow();
            assertWhole(found.point(), found.at());
          }
        });
  }

  private static void assertWhole(GeoPoint point, Instant at) {
    double offset = Micros.of(at) % 1_000 * 1e-7;
    if (point.lat() != 19.0001 + offset || point.lng() != 72.8001 + offset) {
      assertThat(point).isEqualTo(new GeoPoint(19.0001 + offset, 72.8001 + offset));
    }
  }

  private void stepWithinTile() {
    double offset = ++step % 1_000 * 1e-7;
    index.report(ASHA, 19.0001 + offset, 72.8001 + offset, step);
  }

  @Test
  void whereEachStepIsIntoANewBlock_nobodyIsMissedOrMetTwice() throws Exception {
    enrollIdle(20_000);
    enroll(ASHA);
    index.report(ASHA, 19, 72.8, 0);
    beside(
        () -> {
          step++;
          index.report(
              ASHA, 19 + 0.3 * Math.sin(step * 1.7), 72.8 + 0.3 * Math.cos(step * 2.3), step);
        },
        () -> assertThat(index.within(CENTER, 60_000, Instant.EPOCH)).hasSize(1));
  }

  /** One always north of the center, the other always south. */
  @Test
  void inASlotOfTwoRidersInTurn_neitherIsWhereTheOtherWas() throws Exception {
    enrollIdle(500);
    beside(
        () -> {
          comeAndGo(ASHA, 19.001);
          comeAndGo(BALU, 18.999);
        },
        () -> {
          for (double radius : new double[] {1_000, 400_000}) {
            assertThat(index.within(CENTER, radius, Instant.EPOCH))
                .allSatisfy(
                    hit -> assertThat(hit.rider().equals(ASHA)).isEqualTo(hit.point().lat() > 19));
          }
        });
  }

  private void comeAndGo(RiderId rider, double lat) {
    enroll(rider);
    index.report(rider, lat, 72.8, ++step);
    index.remove(rider);
  }

  @Test
  void thePingsOfOneWhoHasLeft_moveNobodyWhoGotHisSlot() throws Exception {
    beside(
        () -> {
          enroll(ASHA);
          index.remove(ASHA);
          enroll(BALU);
          index.remove(BALU);
        },
        () -> {
          for (int i = 0; i < QUICK_LOOKS; i++) {
            index.report(ASHA, 10, 10, ++step);
          }
          assertThat(index.find(BALU)).isEmpty();
          assertThat(index.positions(Instant.EPOCH))
              .extracting(RiderPosition::rider)
              .doesNotContain(BALU);
        });
  }

  /** From the first slot to the last and back, for he takes the one that was left last. */
  @Test
  void whoLeavesAndComesAgain_isInNoAnswerTwice() throws Exception {
    enroll(ASHA);
    enrollIdle(2_000);
    enroll(BALU);
    RiderId chitra = new RiderId("chitra");
    beside(
        () -> {
          index.remove(ASHA);
          enroll(chitra);
          index.remove(BALU);
          comeAgain();
          index.remove(chitra);
          index.remove(ASHA);
          enroll(BALU);
          comeAgain();
        },
        () -> {
          assertThat(index.within(CENTER, 400_000, Instant.EPOCH).size()).isLessThanOrEqualTo(1);
          assertThat(index.positions(Instant.EPOCH).size()).isLessThanOrEqualTo(1);
        });
  }

  private void comeAgain() {
    enroll(ASHA);
    index.report(ASHA, 19.0001, 72.8, ++step);
  }

  @Test
  void positionsForgottenBesideShiftsThatBeginAndEnd_holdNobodyUp() throws Exception {
    beside(
        () -> comeAndGo(ASHA, 19),
        () -> {
          index.forgetPositions();
          assertThat(index.size()).isLessThanOrEqualTo(1);
        });
    assertThat(index.positions(Instant.EPOCH)).isEmpty();
  }

  @Test
  void whoIsRestoredInOneCityAndBeginsInAnother_isInOne() throws Exception {
    CityRiders riders = new CityRiders(Duration.ofMinutes(2));
    enroll(ASHA);
    CitySnapshot snapshot = index.snapshot();
    beside(
        () -> riders.index(MUMBAI).restore(snapshot),
        () -> {
          riders.startShift(ASHA, PUNE, Vehicle.CAR, Availability.AVAILABLE);
          assertThat(riders.index(MUMBAI).size() + riders.index(PUNE).size()).isEqualTo(1);
          riders.endShift(ASHA);
        });
  }

  /** Looks so many times while the writer goes on; whatever either throws fails the test. */
  private void beside(Runnable writer, Runnable look) throws Exception {
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      threads.add(
          executor.submit(() -> {
            while (!isOver.get()) {
              writer.run();
            }
          }));
      threads.add(
          executor.submit(() -> {
            try {
              for (int i = 0; i < LOOKS; i++) {
                look.run();
              }
            } finally {
              isOver.set(true);
            }
          }));
    }
    for (Future<?> thread : threads) {
      thread.get();
    }
  }

  private void enroll(RiderId rider) {
    index.enroll(rider, Vehicle.CAR, Availability.AVAILABLE);
  }

  private void enrollIdle(int riders) {
    for (int i = 0; i < riders; i++) {
      enroll(new RiderId("idle" + i));
    }
  }
}
