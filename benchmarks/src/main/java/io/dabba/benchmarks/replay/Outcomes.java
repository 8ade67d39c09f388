package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.replay.ReplayDay.DayOrder;
import io.dabba.benchmarks.simulator.OrderRecord;
import io.dabba.benchmarks.simulator.PlacedOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of each order, by its id in the recorded day, so that two runs can be compared. */
record Outcomes(NavigableMap<String, Outcome> byOrder) {
  private static final String ID = "order_id";
  private static final String OUTCOME = "outcome";
  private static final String REASON = "cancel_reason";

  Outcomes {
    byOrder = Collections.unmodifiableNavigableMap(new TreeMap<>(byOrder));
  }

  /**
   * What became of one.
   *
   * @param status as stored; REFUSED if the server did not take it, LOST if it no longer knows it
   * @param cancelReason empty unless it was cancelled
   */
  record Outcome(String status, String cancelReason) {
    boolean delivered() {
      return status.equals("DELIVERED");
    }

    boolean cancelledForWantOfARider() {
      return status.equals("CANCELLED") && cancelReason.equals("NO_RIDER");
    }
  }

  static Outcomes of(
      List<DayOrder> planned, Collection<PlacedOrder> taken, List<OrderRecord> stored) {
    Map<String, OrderRecord> byId =
        stored.stream().collect(Collectors.toMap(OrderRecord::id, Function.identity()));
    NavigableMap<String, Outcome> outcomes = new TreeMap<>();
    planned.forEach(order -> outcomes.put(order.id(), new Outcome("REFUSED", "")));
    for (PlacedOrder order : taken) {
      OrderRecord record = byId.get(order.id());
      outcomes.put(
          order.plan().id(),
          record == null
              ? new Outcome("LOST", "")
              : new Outcome(record.status(), record.cancelReason()));
    }
    return new Outcomes(outcomes);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws UsageException if the file is missing or cannot be read as such
   */
  static Outcomes read(Path file) throws IOException {
    List<BadRow> badRows = new ArrayList<>();
    NavigableMap<String, Outcome> outcomes = new TreeMap<>();
    CsvFile.read(
            file,
            List.of(ID, OUTCOME, REASON),
            row -> Map.entry(row.text(ID), new Outcome(row.text(OUTCOME), row.textOrEmpty(REASON))),
            badRows)
        .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue()));
    if (!badRows.isEmpty()) {
      throw new UsageException(badRows.getFirst().toString());
    }
    return new Outcomes(outcomes);
  }

  void writeTo(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    List<String> lines = new ArrayList<>(List.of(String.join(",", ID, OUTCOME, REASON)));
    byOrder.forEach((order, outcome) ->
        lines.add(String.join(",", order, outcome.status(), outcome.cancelReason())));
    Files.write(file, lines);
  }

  /** How many orders both runs have. */
  long inCommonWith(Outcomes other) {
    return byOrder.keySet().stream().filter(other.byOrder::containsKey).count();
  }

  /** The orders that were cancelled for want of a rider here and delivered in the other run. */
  List<String> withoutRiderButDeliveredIn(Outcomes other) {
    return byOrder.entrySet().stream()
        .filter(entry -> entry.getValue().cancelledForWantOfARider())
        .map(Map.Entry::getKey)
        .filter(order -> other.byOrder.containsKey(order) && other.byOrder.get(order).delivered())
        .toList();
  }
}
