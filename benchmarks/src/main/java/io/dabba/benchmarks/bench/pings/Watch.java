package io.dabba.benchmarks.bench.pings;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.PingPlan;
import java.time.Instant;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * What an app costs, and how far off its rider is shown meanwhile, at each second against the truth
 * of that second. A ping is seen a second after the fix that it tells of.
 *
 * <p>The client that watches shows the rider where {@link PingPlan#predicted} has him; a naive one
 * shows the last ping. Not thread-safe.
 */
final class Watch {
  /** What the pings are compared with. */
  private static final double FIXED_SECONDS = 4;

  private static final double MILLIMETERS = 1_000;

  /** Faster than this the rider drives. */
  private static final double DRIVING_MPS = 1;

  private final App app;
  private final Share all = new Share();
  private final Share driving = new Share();

  Watch(App app) {
    this.app = app;
  }

  /** A share of the time; errors in millimetres. */
  private static final class Share {
    private final Histogram predicted = new Histogram(3);
    private final Histogram naive = new Histogram(3);
    private long pings;

    void add(boolean pinged, double predictedMeters, double naiveMeters) {
      pings += pinged ? 1 : 0;
      predicted.recordValue(Math.round(MILLIMETERS * predictedMeters));
      naive.recordValue(Math.round(MILLIMETERS * naiveMeters));
    }

    void put(String prefix, Figures figures) {
      double fixed = predicted.getTotalCount() / FIXED_SECONDS;
      figures.put(prefix + "pings_saved_pct", 100 * (1 - pings / fixed));
      figures.put(prefix + "error_mean_m", predicted.getMean() / MILLIMETERS);
      figures.put(prefix + "error_p95_m", percentile(predicted, 95));
      figures.put(prefix + "error_p99_m", percentile(predicted, 99));
      figures.put(prefix + "error_max_m", percentile(predicted, 100));
      figures.put(prefix + "naive_error_p95_m", percentile(naive, 95));
      figures.put(prefix + "naive_error_max_m", percentile(naive, 100));
    }

    private static double percentile(Histogram histogram, double percentile) {
      return histogram.getValueAtPercentile(percentile) / MILLIMETERS;
    }
  }

  /** Follows one rider from end to end; the first of his seconds always has a ping. */
  void follow(Way way, double gpsErrorMeters, SplittableRandom random) {
    Gps gps = new Gps(way, gpsErrorMeters, random);
    PingPlan plan = app.plan(gps.fix(0));
    add(way, 0, plan, true);
    for (int second = 1; second < way.seconds(); second++) {
      Ping fix = gps.fix(second);
      boolean due = plan.isDue(fix);
      add(way, second, plan, due);
      if (due) {
        plan = app.plan(fix);
      }
    }
  }

  private void add(Way way, int second, PingPlan plan, boolean pinged) {
    GeoPoint truth = way.points().get(second);
    double predicted = plan.predicted(Instant.ofEpochSecond(second)).distanceMeters(truth);
    double naive = plan.ping().point().distanceMeters(truth);
    all.add(pinged, predicted, naive);
    if (way.speedMps(second) > DRIVING_MPS) {
      driving.add(pinged, predicted, naive);
    }
  }

  /** The figures over all time, and over driving alone, since parked time makes it easy. */
  void put(String prefix, Figures figures) {
    all.put(prefix + app.prefix, figures);
    driving.put(prefix + app.prefix + "driving_", figures);
  }

  double drivingShare() {
    return (double) driving.predicted.getTotalCount() / all.predicted.getTotalCount();
  }
}
