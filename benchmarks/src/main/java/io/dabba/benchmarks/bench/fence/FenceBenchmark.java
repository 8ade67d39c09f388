package io.dabba.benchmarks.bench.fence;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.benchmarks.traces.TraceFolder;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import io.dabba.geo.fence.FencePolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code bench fences DIR}: the standard policy at places where vehicles really stopped and came
 * by, on their ways with noise. The true crossings are those of the way without it.
 */
public final class FenceBenchmark implements Benchmark {
  private static final long SEED = Long.getLong("dabba.seed", 20_261_122);
  private static final int[] NOISE_METERS = {10, 20, 30};
  private static final int STOPS = 200;
  private static final int FEW_STOPS = 40;

  private final Path folder;

  public FenceBenchmark(Path folder) {
    this.folder = folder;
  }

  @Override
  public String purpose() {
    return "fences: crossings of circles of 100 and 150 m and of a city block, a fix every 4 s, under noise";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws IOException {
    Map<String, List<Trace>> traces =
        TraceFolder.read(folder).stream()
            .collect(Collectors.groupingBy(Trace::vehicle, TreeMap::new, Collectors.toList()));
    out.println("dabba.seed=" + SEED);
    List<FenceTrial> trials = new ArrayList<>();
    for (boolean tellsAccuracy : new boolean[] {true, false}) {
      for (int noise : NOISE_METERS) {
        trials.add(new FenceTrial(FencePolicy.standard(), noise, tellsAccuracy, SEED));
      }
    }
    SplittableRandom random = new SplittableRandom(SEED);
    traces.forEach((vehicle, ways) -> {
      List<GeoPoint> places = FencePlaces.of(ways, quick ? FEW_STOPS : STOPS, random);
      out.printf("%s: %d places%n", vehicle, places.size());
      places.forEach(place -> tryAt(place, ways, trials));
    });
    Figures figures = new Figures();
    trials.forEach(trial -> trial.put(figures));
    return figures;
  }

  static void tryAt(GeoPoint place, List<Trace> ways, List<FenceTrial> trials) {
    for (Geofence fence : FencePlaces.fencesAround(place)) {
      for (Trace way : ways) {
        for (Pass pass : Pass.of(fence, way)) {
          List<Approach> approaches = Approach.of(pass);
          trials.forEach(trial -> trial.run(pass, approaches));
        }
      }
    }
  }
}
