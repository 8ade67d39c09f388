package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Step n of a rider's way is one place at one second, kilometers from the step before: a reader who
 * sees a place with another step's time has seen a torn position.
 */
@Timeout(60)
class RiderIndexConcurrencyTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final GeoPoint CENTER = new GeoPoint(19.0, 72.8);
  private static final int STEPS = 20_000;
  private static final int RIDERS = 8;
  private static final double RADIUS_METERS = 4_000;

  private final RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofDays(1));
  private final AtomicInteger writersAtWork = new AtomicInteger();

  @BeforeEach
  void enrollSoManyThatAQueryGoesByTiles() {
    for (int i = 0; i < 2_000; i++) {
      index.enroll(new RiderId("idle" + i), Vehicle.CAR, Availability.AVAILABLE);
    }
    for (int i = 0; i < RIDERS; i++) {
      index.enroll(rider(i), Vehicle.CAR, Availability.AVAILABLE);
      index.report(ping(i, 0));
    }
  }

  @Test
  void readers_neverSeeATornPositionNorMissARiderWhoMoves() throws Exception {
    runTogether(
        () -> write(0, RIDERS / 2),
        () -> write(RIDERS / 2, RIDERS),
        () -> {
          List<NearbyRider> hits = index.within(CENTER, RADIUS_METERS, Instant.MIN);
          assertThat(hits).hasSize(RIDERS);
          assertThat(hits).allSatisfy(hit -> assertWhole(hit.point(), hit.at()));
          assertThat(hits).extracting(NearbyRider::rider).doesNotHaveDuplicates();
        },
        () -> {
          RiderPosition found = index.find(rider(3)).orElseThrow();
          assertWhole(found.point(), found.at());
          assertThat(index.positions(Instant.MIN))
              .hasSize(RIDERS)
              .allSatisfy(position -> assertWhole(position.point(), position.at()));
        });
    assertEveryRiderIsAtHisLastStep();
  }

  @Test
  void aSearchThatEndsEarlyOrBeginsAnew_findsAsManyAsThereAreWhileTheyMove() throws Exception {
    NearbyQuery query = NearbyQuery.around(CENTER, RADIUS_METERS);
    Set<RiderId> wanted = Set.of(rider(0), rider(RIDERS - 1));
    runTogether(
        () -> write(0, RIDERS / 2),
        () -> write(RIDERS / 2, RIDERS),
        () -> {
          List<NearbyRider> hits = index.nearest(query.withLimit(3), Instant.MIN);
          assertThat(hits).hasSize(3).isSortedAccordingTo(NearbyRider.NEAREST_FIRST);
          assertThat(hits).allSatisfy(hit -> assertWhole(hit.point(), hit.at()));
          assertThat(hits).extracting(NearbyRider::rider).doesNotHaveDuplicates();
        },
        () ->
            assertThat(index.nearest(query.withLimit(2).withRiders(wanted::contains), Instant.MIN))
                .extracting(NearbyRider::rider)
                .containsExactlyInAnyOrderElementsOf(wanted));
    assertEveryRiderIsAtHisLastStep();
  }

  @Test
  void positionsForgottenWhileRidersMove_leaveNothingBehind() throws Exception {
    runTogether(
        () -> write(0, RIDERS / 2),
        () -> write(RIDERS / 2, RIDERS),
        index::forgetPositions,
        () ->
            assertThat(index.within(CENTER, RADIUS_METERS, Instant.MIN))
                .allSatisfy(hit -> assertWhole(hit.point(), hit.at()))
                .extracting(NearbyRider::rider)
                .doesNotHaveDuplicates());
    index.forgetPositions();
    assertThat(index.within(CENTER, RADIUS_METERS, Instant.MIN)).isEmpty();
    for (int i = 0; i < RIDERS; i++) {
      index.report(ping(i, STEPS));
    }
    assertEveryRiderIsAtHisLastStep();
  }

  @Test
  void whenManyThreadsReportOneRider_theNewestPingStands() throws Exception {
    runTogether(
        () -> write(0, RIDERS), () -> write(0, RIDERS), () -> assertWhole(0), () -> assertWhole(1));
    assertEveryRiderIsAtHisLastStep();
  }

  /** The first two run once; the others again and again until those are done. */
  private void runTogether(Runnable writer, Runnable writer2, Runnable reader, Runnable reader2)
      throws InterruptedException, ExecutionException {
    writersAtWork.set(2);
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (Runnable once : List.of(writer, writer2)) {
        threads.add(
            executor.submit(() -> {
              try {
                once.run();
              } finally {
                writersAtWork.decrementAndGet();
              }
            }));
      }
      for (Runnable repeated : List.of(reader, reader2)) {
        threads.add(
            executor.submit(() -> {
              do {
                repeated.run();
              } while (writersAtWork.get() > 0);
            }));
      }
    }
    for (Future<?> thread : threads) {
      thread.get();
    }
  }

  private void write(int fromRider, int toRider) {
    for (int step = 1; step <= STEPS; step++) {
      for (int i = fromRider; i < toRider; i++) {
        index.report(ping(i, step));
      }
    }
  }

  private void assertWhole(int i) {
    RiderPosition found = index.find(rider(i)).orElseThrow();
    assertWhole(found.point(), found.at());
  }

  private static void assertWhole(GeoPoint point, Instant at) {
    assertThat(point).isEqualTo(place(Math.toIntExact(Duration.between(START, at).toSeconds())));
  }

  private void assertEveryRiderIsAtHisLastStep() {
    assertThat(index.positions(Instant.MIN))
        .hasSize(RIDERS)
        .allSatisfy(position -> assertThat(position.at()).isEqualTo(START.plusSeconds(STEPS)));
    List<RiderId> riders = IntStream.range(0, RIDERS).mapToObj(i -> rider(i)).toList();
    assertThat(index.within(place(STEPS), 0, Instant.MIN))
        .extracting(NearbyRider::rider)
        .containsExactlyElementsOf(riders);
  }

  private static Ping ping(int i, int step) {
    return Ping.of(rider(i), place(step), START.plusSeconds(step));
  }

  private static RiderId rider(int i) {
    return new RiderId("r" + i);
  }

  /** Odd steps north of the center, even ones south: each step leaves its cell. */
  private static GeoPoint place(int step) {
    double side = step % 2 == 0 ? -0.02 : 0.02;
    return new GeoPoint(CENTER.lat() + side, CENTER.lng() + step * 1e-7);
  }
}
