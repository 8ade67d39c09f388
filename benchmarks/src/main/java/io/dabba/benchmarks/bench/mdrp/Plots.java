package io.dabba.benchmarks.bench.mdrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Click-to-door of all instances as two pictures. */
final class Plots {
  private static final String OURS = "#0b6e4f";
  private static final String PUBLISHED = "#c8553d";
  private static final String BOUND = "#8d99ae";

  private Plots() {}

  /**
   * Writes {@code click-to-door.svg}, the instances in order of the published result, and {@code
   * click-to-door-scatter.svg}, ours against the published. The latter needs published results.
   */
  static void write(List<Result> results, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Result> published = new Summary(results).published().results();
    Files.writeString(folder.resolve("click-to-door.svg"), sorted(results, published));
    if (!published.isEmpty()) {
      Files.writeString(folder.resolve("click-to-door-scatter.svg"), scatter(published));
    }
  }

  private static String sorted(List<Result> results, List<Result> published) {
    boolean compared = published.size() == results.size();
    List<Result> inOrder =
        results.stream()
            .sorted(Comparator.comparingDouble(compared ? Plots::theirs : Plots::ours))
            .toList();
    ToDoubleFunction<Result> least = r -> Math.min(bound(r), ours(r));
    ToDoubleFunction<Result> most = compared ? r -> Math.max(theirs(r), ours(r)) : Plots::ours;
    Chart chart =
        new Chart(
            "Click-to-door of %d instances".formatted(results.size()),
            compared ? "instances in order of the published" : "instances in order",
            "minutes",
            new Chart.Range(0, results.size() + 1),
            Chart.Range.around(
                inOrder.stream().mapToDouble(least).toArray(),
                inOrder.stream().mapToDouble(most).toArray()));
    series(chart, inOrder, "bound", BOUND, Plots::bound);
    if (compared) {
      series(chart, inOrder, "published (Reyes et al. 2018)", PUBLISHED, Plots::theirs);
    }
    series(chart, inOrder, "Dabba", OURS, Plots::ours);
    return chart.svg();
  }

  private static void series(
      Chart chart,
      List<Result> inOrder,
      String name,
      String color,
      ToDoubleFunction<Result> value) {
    chart.legend(name, color);
    IntStream.range(0, inOrder.size())
        .forEach(i -> {
          Result result = inOrder.get(i);
          chart.dot(i + 1, value.applyAsDouble(result), color, result.name() + ", " + name);
        });
  }

  private static String scatter(List<Result> results) {
    double[] ours = results.stream().mapToDouble(Plots::ours).toArray();
    double[] theirs = results.stream().mapToDouble(Plots::theirs).toArray();
    Chart.Range range = Chart.Range.around(ours, theirs);
    Chart chart =
        new Chart(
            "Click-to-door of %d instances: below the line Dabba is faster"
                .formatted(results.size()),
            "published (Reyes et al. 2018), minutes",
            "Dabba, minutes",
            range,
            range);
    chart.line(range.min(), range.min(), range.max(), range.max(), BOUND);
    results.forEach(
        r -> chart.dot(theirs(r), ours(r), theirs(r) < ours(r) ? PUBLISHED : OURS, r.name()));
    return chart.svg();
  }

  private static double ours(Result result) {
    return result.metrics().clickToDoorMin();
  }

  private static double theirs(Result result) {
    return result.published().orElseThrow().clickToDoorMin();
  }

  private static double bound(Result result) {
    return result.metrics().clickToDoorBoundMin();
  }
}
