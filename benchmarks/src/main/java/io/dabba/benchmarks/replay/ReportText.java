package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.simulator.CallStats;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** A report for people. */
final class ReportText {
  private ReportText() {}

  static String of(Figures figures, RunFacts facts, Map<String, String> samples) {
    Formatter text = new Formatter(new StringBuilder("\n"), Locale.ROOT);
    figures
        .values()
        .forEach((name, value) -> {
          if (!name.startsWith("call_") && !name.startsWith("at_")) {
            text.format("%-32s %12s%n", name, Figures.plain(value));
          }
        });
    halfHours(text, facts.halfHours());
    calls(text, facts.calls());
    if (!facts.surprises().isEmpty()) {
      text.format("%nUnexpected answers:%n");
      facts
          .surprises()
          .forEach((what, count) ->
              text.format("  %6d x %s  %s%n", count, what, samples.getOrDefault(what, "")));
    }
    return text.toString();
  }

  /** The latencies and outcomes of all calls as a table. */
  static void calls(Formatter text, SortedMap<String, CallStats> calls) {
    text.format(
        "%n%-18s %9s %9s %9s %9s  %s%n",
        "call", "answers", "p50 ms", "p99 ms", "max ms", "by status; without an answer");
    calls.forEach((name, stats) ->
        text.format(
            "%-18s %9d %9.1f %9.1f %9.1f  %s; %d lost, %d given up%n",
            name,
            stats.calls(),
            stats.millisAt(50),
            stats.millisAt(99),
            stats.maxMillis(),
            stats.byStatus(),
            stats.lostAttempts(),
            stats.givenUpCalls()));
  }

  private static void halfHours(Formatter text, HalfHours halfHours) {
    text.format(
        "%n%-10s %9s %9s %16s %12s%n",
        "half hour", "placed", "cancelled", "riders on shift", "free riders");
    halfHours
        .byTime()
        .forEach((time, each) ->
            text.format(
                "%-10s %9d %9d %16.1f %12.1f%n",
                time, each.placed(), each.cancelled(), each.ridersOnShift(), each.freeRiders()));
  }
}
