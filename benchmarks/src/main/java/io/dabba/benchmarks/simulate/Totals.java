package io.dabba.benchmarks.simulate;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.dispatch.testkit.Fault;
import io.dabba.dispatch.testkit.SimulationReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The sums over many runs. Thread-safe. */
final class Totals {
  /** The violations that are kept and told. */
  private static final int VIOLATIONS_TOLD = 5;

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<String, Long> transitions = new TreeMap<>();
  private final List<SimulationReport> violations = new ArrayList<>();
  private long runs;
  private long violated;
  private long orders;
  private long delivered;
  private long withoutRider;
  private long steps;
  private long offers;
  private long fewestFaults = Long.MAX_VALUE;

  synchronized void add(SimulationReport report) {
    runs++;
    orders += report.orders();
    delivered += report.delivered();
    withoutRider += report.withoutRider();
    steps += report.steps();
    offers += report.offers();
    report.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    report.transitions().forEach((name, count) -> transitions.merge(name, count, Long::sum));
    long faultsOfRun = report.faults().values().stream().mapToLong(Long::longValue).sum();
    fewestFaults = Math.min(fewestFaults, faultsOfRun);
    if (report.violation().isPresent()) {
      violated++;
      if (violations.size() < VIOLATIONS_TOLD) {
        violations.add(report);
      }
    }
  }

  synchronized long runs() {
    return runs;
  }

  synchronized long violated() {
    return violated;
  }

  synchronized void print(PrintStream out) {
    out.println("faults that spoiled something:");
    faults.forEach((fault, count) -> line(out, fault.toString(), count));
    out.println("transitions:");
    transitions.forEach((name, count) -> line(out, name, count));
    for (SimulationReport report : violations) {
      out.printf("seed %d violates: %s%n", report.seed(), report.violation().orElseThrow());
      report.trace().forEach(event -> out.println("    " + event));
    }
  }

  synchronized Figures figures(double seconds) {
    Figures figures = new Figures();
    figures.put("city_hours", runs);
    figures.put("violations", violated);
    figures.put("orders", orders);
    figures.put("delivered", delivered);
    figures.put("cancelled_without_rider", withoutRider);
    figures.put("offers", offers);
    figures.put("steps", steps);
    figures.put("faults", faults.values().stream().mapToLong(Long::longValue).sum());
    figures.put("fewest_faults_in_an_hour", runs == 0 ? 0 : fewestFaults);
    faults.forEach(
        (fault, count) -> figures.put("fault_" + fault.name().toLowerCase(Locale.ROOT), count));
    transitions.forEach((name, count) ->
        figures.put(
            "transition_" + name.replaceAll("[^A-Za-z]+", "_").toLowerCase(Locale.ROOT), count));
    figures.put("seconds", seconds);
    return figures;
  }

  private static void line(PrintStream out, String name, long count) {
    out.printf("  %-42s %12d%n", name, count);
  }
}
