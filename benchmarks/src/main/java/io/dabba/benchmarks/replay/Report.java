package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.replay.Crashes.Resumption;
import io.dabba.benchmarks.replay.HalfHours.HalfHour;
import io.dabba.benchmarks.simulator.CallStats;
import io.dabba.benchmarks.simulator.OrderRecord;
import io.dabba.benchmarks.simulator.PlacedOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of a finished replay. */
final class Report {
  private static final String NO_RIDER_BUT_DELIVERED = "NO_RIDER_but_delivered_in_base";

  private static final double PAY_PER_ORDER = 10;
  private static final double PAY_PER_HOUR = 15;

  private Report() {}

  /**
   * All figures.
   *
   * @param base what became of the orders in another run, to compare with
   */
  static Figures of(RunFacts facts, Optional<Outcomes> base) {
    Figures figures = new Figures();
    orders(figures, facts);
    base.ifPresent(other -> compare(figures, facts.outcomes(), other));
    audit(figures, facts);
    times(figures, facts.accounts().stored());
    people(figures, facts);
    disruptions(figures, facts.crashes());
    halfHours(figures, facts);
    facts.calls().forEach((name, stats) -> call(figures, name, stats));
    return figures;
  }

  /**
   * Whether every order is final and accounted for, nobody was booked twice or asked again after a
   * no, and no order that another run delivered found no rider.
   */
  static boolean passed(Figures figures) {
    boolean clean =
        Stream.of(
                "open",
                "stranded_orders",
                "double_booked",
                "asked_again_after_decline",
                NO_RIDER_BUT_DELIVERED,
                "lost",
                "strangers",
                "outbox_unpublished",
                "payments_unsettled")
            .allMatch(name -> figures.get(name) == 0);
    return clean && figures.get("placed") + figures.get("refused") == figures.get("planned");
  }

  private static void orders(Figures figures, RunFacts facts) {
    List<OrderRecord> stored = facts.accounts().stored();
    long delivered = stored.stream().filter(order -> order.status().equals("DELIVERED")).count();
    long cancelled = stored.stream().filter(order -> order.status().equals("CANCELLED")).count();
    int placed = stored.size() + facts.accounts().lost().size();
    figures.put("planned", facts.planned());
    figures.put("placed", placed);
    figures.put("delivered", delivered);
    figures.put("cancelled", cancelled);
    figures.put("open", facts.accounts().open());
    figures.put("lost", facts.accounts().lost().size());
    figures.put("strangers", facts.accounts().strangers().size());
    figures.put("refused", facts.tally().refused());
    figures.put("bad_rows", facts.badRows());
    figures.put("delivered_pct", ratio(100.0 * delivered, placed));
    SortedMap<String, Long> reasons =
        stored.stream()
            .filter(order -> order.status().equals("CANCELLED"))
            .collect(
                Collectors.groupingBy(
                    order -> order.cancelReason().replaceAll("[^A-Za-z0-9]+", "_"),
                    TreeMap::new,
                    Collectors.counting()));
    reasons.forEach((reason, count) ->
        figures.put("cancelled_" + (reason.isEmpty() ? "UNSAID" : reason), count));
    figures.put("undelivered_pct", 100 - figures.get("delivered_pct"));
    figures.put("offers_per_order", ratio(facts.audit().path("offers").asDouble(), placed));
    figures.put("cost_per_order", ratio(pay(facts), (double) delivered));
  }

  /** By order, but at least by the hour; in the unit and at the rates of the MDRP. */
  private static double pay(RunFacts facts) {
    Map<String, Long> carried =
        facts.accounts().stored().stream()
            .filter(order -> order.status().equals("DELIVERED"))
            .collect(Collectors.groupingBy(OrderRecord::riderId, Collectors.counting()));
    return facts.paidHours().entrySet().stream()
        .mapToDouble(rider ->
            Math.max(
                PAY_PER_ORDER * carried.getOrDefault(rider.getKey(), 0L),
                PAY_PER_HOUR * rider.getValue()))
        .sum();
  }

  private static void audit(Figures figures, RunFacts facts) {
    double riders = facts.audit().path("double_booked_riders").asDouble(Double.NaN);
    double orders = facts.audit().path("double_booked_orders").asDouble(Double.NaN);
    figures.put("double_booked", riders + orders);
    for (String name :
        List.of(
            "stranded_orders",
            "asked_again_after_decline",
            "offers",
            "late_answers_refused",
            "outbox_unpublished",
            "payments_unsettled")) {
      figures.put(name, facts.audit().path(name).asDouble());
    }
  }

  private static void times(Figures figures, List<OrderRecord> stored) {
    Mean door =
        Mean.of(
            stored.stream()
                .flatMap(order -> between(Optional.of(order.placedAt()), order.deliveredAt())));
    Mean pickup =
        Mean.of(stored.stream().flatMap(order -> between(order.readyAt(), order.pickedUpAt())));
    figures.put("click_to_door_min", door.minutes());
    figures.put("click_to_door_min_p90", door.p90Minutes());
    figures.put("ready_to_pickup_min", pickup.minutes());
    figures.put("ready_to_pickup_min_p90", pickup.p90Minutes());
  }

  private static void people(Figures figures, RunFacts facts) {
    long positions = facts.tracked().stream().mapToLong(PlacedOrder::positions).sum();
    figures.put("positions_per_order", ratio((double) positions, facts.tracked().size()));
    figures.put("dropped_out", facts.tally().droppedOut());
    figures.put("late_answers_seen_refused", facts.tally().lateRefused());
    figures.put("late_answers_seen_taken", facts.tally().lateTaken());
    figures.put("punctual_answers_seen_refused", facts.tally().punctualRefused());
    facts
        .tally()
        .refusals()
        .forEach((reason, count) ->
            figures.put("accept_refused_" + reason.replaceAll("[^A-Za-z0-9]+", "_"), count));
    figures.put("simulator_failures", facts.tally().failures());
    figures.put("unexpected_answers", facts.surprises().values().stream().mapToLong(n -> n).sum());
    figures.put("wall_s", facts.wallTime().toMillis() / 1000.0);
  }

  private static void disruptions(Figures figures, Crashes crashes) {
    List<Duration> restarts = crashes.restarts();
    List<Resumption> resumptions = crashes.resumptions();
    figures.put("index_drops", crashes.indexDrops());
    figures.put("kills", crashes.kills().size());
    figures.put("kills_with_postmaster", crashes.killsWithPostmaster());
    figures.put("restarts", restarts.size());
    figures.put("restarts_without_new_offer", restarts.size() - resumptions.size());
    seconds(figures, "restart_ready_s", restarts.stream());
    seconds(figures, "restart_first_offer_s", resumptions.stream().map(Resumption::wall));
    seconds(figures, "ready_first_offer_domain_s", resumptions.stream().map(Resumption::domain));
  }

  /** The mean, and under {@code name_max} the longest; neither of none. */
  private static void seconds(Figures figures, String name, Stream<Duration> durations) {
    DoubleSummaryStatistics seconds =
        durations.mapToDouble(each -> each.toMillis() / 1000.0).summaryStatistics();
    if (seconds.getCount() > 0) {
      figures.put(name, seconds.getAverage());
      figures.put(name + "_max", seconds.getMax());
    }
  }

  private static void compare(Figures figures, Outcomes here, Outcomes base) {
    figures.put("compared", here.inCommonWith(base));
    figures.put(NO_RIDER_BUT_DELIVERED, here.withoutRiderButDeliveredIn(base).size());
    figures.put("delivered_but_NO_RIDER_in_base", base.withoutRiderButDeliveredIn(here).size());
  }

  private static void halfHours(Figures figures, RunFacts facts) {
    facts.accounts().stored().forEach(facts.halfHours()::count);
    for (Map.Entry<LocalTime, HalfHour> entry : facts.halfHours().byTime().entrySet()) {
      String prefix = "at_" + entry.getKey().toString().replace(':', '_') + "_";
      HalfHour halfHour = entry.getValue();
      figures.put(prefix + "placed", halfHour.placed());
      figures.put(prefix + "cancelled", halfHour.cancelled());
      figures.put(prefix + "riders_on_shift", halfHour.ridersOnShift());
      figures.put(prefix + "free_riders", halfHour.freeRiders());
    }
  }

  private static void call(Figures figures, String name, CallStats stats) {
    figures.put("call_" + name + "_count", stats.calls());
    figures.put("call_" + name + "_p50_ms", stats.millisAt(50));
    figures.put("call_" + name + "_p99_ms", stats.millisAt(99));
    figures.put("call_" + name + "_max_ms", stats.maxMillis());
  }

  private static Stream<Duration> between(Optional<Instant> from, Optional<Instant> to) {
    return from.isPresent() && to.isPresent()
        ? Stream.of(Duration.between(from.get(), to.get()))
        : Stream.empty();
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
