package io.dabba.benchmarks.bench.pings;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.benchmarks.traces.TraceFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@code bench pings DIR}: how many pings the policy saves against one every four seconds, and how
 * far off a customer sees his rider meanwhile. The ways are those of {@link Trace}, once as they
 * are and once by {@link Way#streets}; the phones measure exactly, or are off by some metres.
 */
public final class PingsBenchmark implements Benchmark {
  private static final double GPS_ERROR_METERS = 5;
  private static final long SEED = 1;
  private static final int EVERY_WHEN_QUICK = 10;

  private final Path folder;

  public PingsBenchmark(Path folder) {
    this.folder = folder;
  }

  @Override
  public String purpose() {
    return "pings: saved against one every 4 s, and how far off the rider is shown each second, on"
        + " recorded ways straight from fix to fix, and on made-up streets through the same fixes;"
        + " phones that are exact, and off by %s m (noisy)".formatted(GPS_ERROR_METERS);
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws IOException {
    List<Trace> traces = TraceFolder.read(folder);
    long seconds = traces.stream().mapToLong(Trace::seconds).sum();
    out.printf("%d traces of together %d hours%n", traces.size(), seconds / 3_600);
    Figures figures = new Figures();
    for (boolean streets : List.of(false, true)) {
      for (boolean noisy : List.of(false, true)) {
        putFigures(traces, quick ? EVERY_WHEN_QUICK : 1, streets, noisy, figures);
      }
    }
    return figures;
  }

  private static void putFigures(
      List<Trace> traces, int every, boolean streets, boolean noisy, Figures figures) {
    List<Watch> watches = Arrays.stream(App.values()).map(Watch::new).toList();
    for (int i = 0; i < traces.size(); i += every) {
      long seed = SEED + i;
      Way way =
          streets
              ? Way.streets(traces.get(i), new SplittableRandom(seed))
              : Way.straight(traces.get(i));
      for (Watch watch : watches) {
        // The phones of all apps are off by the same.
        watch.follow(way, noisy ? GPS_ERROR_METERS : 0, new SplittableRandom(seed));
      }
    }
    String prefix = (streets ? "streets_" : "") + (noisy ? "noisy_" : "");
    watches.forEach(watch -> watch.put(prefix, figures));
    figures.put(prefix + "driving_pct", 100 * watches.getFirst().drivingShare());
  }
}
