package io.dabba.geo.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import io.dabba.geo.Globe;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.Shapes;
import io.dabba.geo.fence.FenceEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways whose truth is known, with Gaussian noise along each axis, a fix every 4 s. */
class GeofenceNoiseTest {
  private static final GeoPoint KITCHEN = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int VISITS = 400;

  /** The seed is the same each time: the noise may well be such that a visit is missed. */
  private final Random random = new Random(20_261_122);

  /** He comes at 6 m/s from 600 m away, waits in the middle for five minutes, and goes on. */
  @ParameterizedTest
  @CsvSource({
    "100, 10", "100, 20", "100, 30", "150, 10", "150, 20", "150, 30", "60, 30", "30, 10", "30, 20",
    "30, 30"
  })
  void everyVisit_isOneEnterAndOneExit(double radiusMeters, double noiseMeters) {
    Geofence fence = Geofence.circle(KITCHEN, radiusMeters);
    for (int i = 0; i < VISITS; i++) {
      List<FenceEvent> events = follow(fence, 500, noiseMeters, true, GeofenceNoiseTest::visit);
      assertThat(events)
          .as("visit %d", i)
          .extracting(FenceEvent::kind)
          .containsExactly(Kind.ENTER, Kind.DWELL, Kind.EXIT);
      assertThat(events.getFirst().at()).isBefore(NOON.plusSeconds(100 + 150));
    }
  }

  @Test
  void everyVisitOfABlock_isOneEnterAndOneExit() {
    Geofence block =
        Geofence.area(
            Shapes.of(
                """
                POLYGON ((72.8466 19.0168, 72.8490 19.0168, 72.8490 19.0188, 72.8480 19.0188, \
                72.8480 19.0184, 72.8474 19.0184, 72.8474 19.0188, 72.8466 19.0188, 72.8466 19.0168))\
                """));
    for (int i = 0; i < VISITS; i++) {
      assertThat(follow(block, 500, 30, false, GeofenceNoiseTest::visit))
          .as("visit %d", i)
          .extracting(FenceEvent::kind)
          .containsExactly(Kind.ENTER, Kind.DWELL, Kind.EXIT);
    }
  }

  /** Wherever he waits for half an hour: he may enter or not, but never leaves again. */
  @Test
  void whoWaitsNearTheBorder_doesNotFlap() {
    Geofence fence = Geofence.circle(KITCHEN, 100);
    for (int noise = 10; noise <= 30; noise += 10) {
      for (double meters = 60; meters <= 160; meters += 2) {
        double place = meters;
        List<FenceEvent> events = follow(fence, 1_800, noise, true, second -> place);
        assertThat(events)
            .as("%s m from the center, noise %s m", meters, noise)
            .extracting(FenceEvent::kind)
            .doesNotContain(Kind.EXIT);
      }
    }
  }

  @Test
  void whoPassesByAtAHundredMeters_doesNotEnter() {
    Geofence fence = Geofence.circle(KITCHEN, 100);
    for (int i = 0; i < VISITS; i++) {
      assertThat(follow(fence, 200, 30, true, second -> Math.hypot(200, 10 * (second - 100))))
          .as("way %d", i)
          .isEmpty();
    }
  }

  private static double visit(double second) {
    if (second < 100) {
      return 600 - 6 * second;
    }
    return second < 400 ? 0 : 6 * (second - 400);
  }

  /**
   * @param metersAt how far north of the kitchen he is at a second
   */
  private List<FenceEvent> follow(
      Geofence fence,
      int seconds,
      double noiseMeters,
      boolean tellsAccuracy,
      DoubleUnaryOperator metersAt) {
    GeofenceTracker tracker = new GeofenceTracker(fence, FencePolicy.standard());
    FenceState state = FenceState.outside(NOON.minusSeconds(4));
    List<FenceEvent> events = new ArrayList<>();
    double accuracy = tellsAccuracy ? 1.5 * noiseMeters : Double.NaN;
    for (int second = 0; second < seconds; second += 4) {
      GeoPoint truth = Globe.away(KITCHEN, 0, metersAt.applyAsDouble(second));
      Ping fix =
          new Ping(
              new RiderId("asha"),
              noisy(truth, noiseMeters),
              NOON.plusSeconds(second),
              accuracy,
              Double.NaN,
              Double.NaN);
      FenceUpdate update = tracker.follow(state, fix);
      state = update.state();
      update.event().ifPresent(events::add);
    }
    return events;
  }

  private GeoPoint noisy(GeoPoint truth, double meters) {
    double north = Math.toDegrees(meters * random.nextGaussian() / GeoPoint.EARTH_RADIUS_METERS);
    double east = Math.toDegrees(meters * random.nextGaussian() / GeoPoint.EARTH_RADIUS_METERS);
    return new GeoPoint(
        truth.lat() + north, truth.lng() + east / Math.cos(Math.toRadians(truth.lat())));
  }
}
