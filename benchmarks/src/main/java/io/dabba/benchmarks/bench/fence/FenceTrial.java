package io.dabba.benchmarks.bench.fence;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.fence.FencePolicy;
import io.dabba.geo.fence.FenceState;
import io.dabba.geo.fence.FenceUpdate;
import io.dabba.geo.fence.GeofenceTracker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A tracker on passes with noise: a fix every {@link #INTERVAL_SECONDS}, off by a Gaussian error
 * along each axis that is independent of the last one.
 */
final class FenceTrial {
  static final int INTERVAL_SECONDS = 4;

  /** The radius that holds 68 of 100 fixes, in standard deviations along an axis. */
  private static final double ACCURACY_OF_DEVIATION = 1.51;

  private static final RiderId RIDER = new RiderId("rider");

  private final FencePolicy policy;
  private final int noiseMeters;
  private final boolean tellsAccuracy;
  private final SplittableRandom random;
  private final FenceTally tally = new FenceTally();

  /**
   * @param noiseMeters the standard deviation along each axis
   * @param tellsAccuracy whether fixes report how good they are
   */
  FenceTrial(FencePolicy policy, int noiseMeters, boolean tellsAccuracy, long seed) {
    this.policy = policy;
    this.noiseMeters = noiseMeters;
    this.tellsAccuracy = tellsAccuracy;
    this.random = new SplittableRandom(seed);
  }

  /** Follows the vehicle, and counts what came of each approach. */
  void run(Pass pass, List<Approach> approaches) {
    GeofenceTracker tracker = new GeofenceTracker(pass.fence(), policy);
    List<Seen> events = new ArrayList<>();
    FenceState state = FenceState.outside(Instant.ofEpochSecond(-INTERVAL_SECONDS));
    for (int second = 0; second < pass.seconds(); second += INTERVAL_SECONDS) {
      FenceUpdate update = tracker.follow(state, fix(pass.at(second), second));
      state = update.state();
      if (update.event().isPresent()) {
        events.add(new Seen(update.event().get().kind(), second));
      }
    }
    tally.count(pass, approaches, events);
  }

  void put(Figures figures) {
    tally.put(noiseMeters + (tellsAccuracy ? "m" : "m_untold"), figures);
  }

  private Ping fix(GeoPoint truth, int second) {
    GeoPoint seen =
        CityDisc.beside(
            truth, noiseMeters * random.nextGaussian(), noiseMeters * random.nextGaussian());
    double accuracy = tellsAccuracy ? ACCURACY_OF_DEVIATION * noiseMeters : Double.NaN;
    return new Ping(RIDER, seen, Instant.ofEpochSecond(second), accuracy, Double.NaN, Double.NaN);
  }
}
