package io.dabba.benchmarks.bench.mdrp;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Results as text: a line per instance, the means of each seed and of all, who won, how far the
 * optimum is, and what is wrong with solutions that are infeasible.
 */
final class Report {
  private static final int VIOLATIONS_SHOWN = 20;
  private static final String HEADER =
      """
                           undelivered %    click-to-door (min)          ready-to-pickup  cost per order  click-to-door  orders
      instance     orders  ours published   ours published bound exact   ours published   ours published       p90  per trip  seconds
      """;

  private final Summary summary;

  Report(List<Result> results) {
    summary = new Summary(results);
  }

  void print(PrintStream out) {
    out.print(HEADER);
    summary.results().forEach(result -> out.println(line(result)));
    summary.bySeed().forEach((seed, of) -> out.println(line("seed " + seed, of)));
    out.println(line("mean", summary));
    out.printf(
        Locale.ROOT,
        "%.3f %% of the orders would take too long even if a rider waited for each; the bound is of"
            + " all orders, as if one did%n",
        summary.undeliverablePct());
    Summary published = summary.published();
    if (!published.isEmpty()) {
      printDuels(published, out);
      printSpread(published, out);
    }
    if (!summary.exact().isEmpty()) {
      printExact(summary.exact(), out);
    }
    printViolations(out);
  }

  private static String line(Result result) {
    return line(result.name(), new Summary(List.of(result)));
  }

  private static String line(String name, Summary of) {
    boolean compared = of.published().results().size() == of.results().size();
    boolean exact = of.exact().results().size() == of.results().size();
    return String.format(
            Locale.ROOT,
            "%-16s %6.0f %5.2f %9s %6.2f %9s %5s %5s %6.2f %9s %6.2f %9s %9.1f %9.2f %8.2f",
            name,
            of.mean(result -> result.metrics().orders()),
            of.ours(Measure.UNDELIVERED),
            cell(compared, () -> of.theirs(Measure.UNDELIVERED)),
            of.ours(Measure.CLICK_TO_DOOR),
            cell(compared, () -> of.theirs(Measure.CLICK_TO_DOOR)),
            cell(true, of::boundMin),
            cell(exact, of::exactClickToDoorMin),
            of.ours(Measure.READY_TO_PICKUP),
            cell(compared, () -> of.theirs(Measure.READY_TO_PICKUP)),
            of.ours(Measure.COST),
            cell(compared, () -> of.theirs(Measure.COST)),
            of.mean(result -> result.metrics().clickToDoorP90()),
            of.mean(result -> result.metrics().ordersPerTrip()),
            of.mean(Result::seconds))
        .stripTrailing();
  }

  private static String cell(boolean known, DoubleSupplier value) {
    return known ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "";
  }

  private static void printDuels(Summary published, PrintStream out) {
    out.printf("%nbeside the published on %d instances%n", published.results().size());
    for (Measure measure : Measure.values()) {
      Duel duel = Duel.of(published.results(), measure);
      out.printf(
          Locale.ROOT,
          "%-20s %8.3f, published %8.3f: %d won, %d tied, %d lost%s%n",
          measure.figure(),
          published.ours(measure),
          published.theirs(measure),
          duel.wins(),
          duel.ties(),
          duel.losses(),
          duel.losses() == 0
              ? ""
              : String.format(
                  Locale.ROOT, ", the worst by %.2f: %s", duel.worstLoss(), duel.worstInstance()));
    }
  }

  private static void printSpread(Summary published, PrintStream out) {
    out.printf("%nours less the published, by seed%n");
    for (Measure measure : Measure.values()) {
      out.printf("%-20s", measure.figure());
      published
          .bySeed()
          .forEach((seed, of) ->
              out.printf(Locale.ROOT, " %s: %+.3f", seed, of.ours(measure) - of.theirs(measure)));
      out.printf(Locale.ROOT, "; spread %.3f%n", spread(published, measure));
    }
  }

  /** The greatest less the smallest difference of a seed. */
  private static double spread(Summary published, Measure measure) {
    List<Double> differences =
        published.bySeed().values().stream()
            .map(of -> of.ours(measure) - of.theirs(measure))
            .sorted(Comparator.naturalOrder())
            .toList();
    return differences.getLast() - differences.getFirst();
  }

  private static void printExact(Summary exact, PrintStream out) {
    double optimum = exact.exactClickToDoorMin();
    double ours = exact.ours(Measure.CLICK_TO_DOOR);
    double theirs = exact.theirs(Measure.CLICK_TO_DOOR);
    out.printf(
        Locale.ROOT,
        "%nbeside the optimum on %d instances: click-to-door %.2f, optimum %.2f (%+.2f), published"
            + " %.2f (%+.2f)%n",
        exact.results().size(),
        ours,
        optimum,
        ours - optimum,
        theirs,
        theirs - optimum);
  }

  private void printViolations(PrintStream out) {
    for (Result result : summary.results()) {
      if (!result.violations().isEmpty()) {
        out.printf("%n%s is infeasible:%n", result.name());
        result.violations().stream().limit(VIOLATIONS_SHOWN).forEach(out::println);
      }
    }
  }
}
