package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.cli.Figures;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What results come to together: means of the means of the instances. */
record Summary(List<Result> results) {
  Summary {
    results = List.copyOf(results);
  }

  double mean(ToDoubleFunction<Result> value) {
    return results.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  double ours(Measure measure) {
    return mean(result -> measure.of(result.metrics()));
  }

  double theirs(Measure measure) {
    return mean(result -> measure.of(result.published().orElseThrow()));
  }

  /** What no solution that delivers all orders can beat. */
  double boundMin() {
    return mean(result -> result.metrics().clickToDoorBoundMin());
  }

  /** What no solution can beat. */
  double undeliverablePct() {
    return mean(r -> 100.0 * r.metrics().undeliverable() / r.metrics().orders());
  }

  /** Those beside which there is a published result. */
  Summary published() {
    return new Summary(results.stream().filter(r -> r.published().isPresent()).toList());
  }

  /** Those of which the optimum is known. */
  Summary exact() {
    return new Summary(
        results.stream()
            .filter(r -> r.published().filter(p -> p.exactClickToDoorMin().isPresent()).isPresent())
            .toList());
  }

  double exactClickToDoorMin() {
    return mean(r -> r.published().orElseThrow().exactClickToDoorMin().orElseThrow());
  }

  /** By the seed of the instances. */
  SortedMap<String, Summary> bySeed() {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                result -> Instances.seed(result.name()),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Summary::new)));
  }

  boolean isEmpty() {
    return results.isEmpty();
  }

  /**
   * @param seconds that all of it took
   */
  Figures figures(double seconds) {
    Figures figures = new Figures();
    figures.put("instances", results.size());
    figures.put(
        "infeasible", results.stream().filter(result -> !result.violations().isEmpty()).count());
    for (Measure measure : Measure.values()) {
      figures.put(measure.figure(), ours(measure));
    }
    figures.put("seconds", seconds);
    figures.put("undeliverable_pct", undeliverablePct());
    figures.put("bound_click_to_door_min", boundMin());
    figures.put("click_to_door_p90_min", mean(result -> result.metrics().clickToDoorP90()));
    figures.put("orders_per_trip", mean(result -> result.metrics().ordersPerTrip()));
    figures.put("refusals", results.stream().mapToLong(Result::refusals).sum());
    figures.put("slowest_instance_seconds", slowest());
    if (!published().isEmpty()) {
      published().putComparison(figures);
    }
    if (!exact().isEmpty()) {
      figures.put("exact_instances", exact().results().size());
      figures.put("exact_click_to_door_min", exact().exactClickToDoorMin());
      figures.put("exact_ours_click_to_door_min", exact().ours(Measure.CLICK_TO_DOOR));
    }
    return figures;
  }

  private void putComparison(Figures figures) {
    figures.put("published_instances", results.size());
    for (Measure measure : Measure.values()) {
      Duel duel = Duel.of(results, measure);
      String name = measure.name().toLowerCase(Locale.ROOT);
      figures.put("published_" + measure.figure(), theirs(measure));
      figures.put(name + "_wins", duel.wins());
      figures.put(name + "_ties", duel.ties());
      figures.put(name + "_losses", duel.losses());
      figures.put(name + "_worst_loss", duel.worstLoss());
    }
  }

  private double slowest() {
    return results.stream().mapToDouble(Result::seconds).max().orElse(0);
  }
}
