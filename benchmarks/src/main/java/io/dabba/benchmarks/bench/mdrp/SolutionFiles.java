package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Solution.Assignment;
import io.dabba.benchmarks.bench.mdrp.Solution.Delivery;
import io.dabba.benchmarks.bench.mdrp.Solution.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The three files of a solution that the evaluator of the public instances reads: cells between
 * spaces, below a header line. Of an order that was not delivered the times and the courier are
 * {@code NA}.
 */
final class SolutionFiles {
  private static final String NONE = "NA";

  private SolutionFiles() {}

  static void write(Instance instance, Solution solution, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("solution_info_assignments.txt"), assignments(solution));
    Files.write(folder.resolve("solution_info_orders.txt"), orders(instance, solution));
    Files.write(folder.resolve("solution_info_couriers.txt"), couriers(solution));
  }

  private static List<String> assignments(Solution solution) {
    List<String> lines = new ArrayList<>(List.of("assignment_time pickup_time courier orders"));
    solution.assignments().stream()
        .sorted(Comparator.comparingInt(Assignment::assignedAt).thenComparing(Assignment::rider))
        .map(a -> line(a.assignedAt(), a.pickupAt(), a.rider(), String.join(" ", a.orders())))
        .forEach(lines::add);
    return lines;
  }

  private static List<String> orders(Instance instance, Solution solution) {
    Map<String, Delivery> deliveries =
        solution.deliveries().stream()
            .collect(
                Collectors.toMap(Delivery::order, Function.identity(), (first, again) -> first));
    List<String> lines =
        new ArrayList<>(
            List.of(
                "order placement_time restaurant latitude longitude ready_time pickup_time"
                    + " dropoff_time courier"));
    for (Order order : instance.orders()) {
      Delivery delivery = deliveries.get(order.id());
      lines.add(
          line(
              order.id(),
              order.placedAt(),
              order.restaurant().id(),
              order.door().yMeters(),
              order.door().xMeters(),
              order.readyAt(),
              delivery == null ? NONE : delivery.pickupAt(),
              delivery == null ? NONE : delivery.dropoffAt(),
              delivery == null ? NONE : delivery.rider()));
    }
    return lines;
  }

  /** The evaluator wants the lines of a courier together. */
  private static List<String> couriers(Solution solution) {
    List<String> lines = new ArrayList<>(List.of("courier departure_time origin destination"));
    solution.moves().stream()
        .sorted(Comparator.comparing(Move::rider).thenComparingInt(Move::departsAt))
        .map(m -> line(m.rider(), m.departsAt(), m.from(), m.to()))
        .forEach(lines::add);
    return lines;
  }

  private static String line(Object... cells) {
    return Arrays.stream(cells).map(Object::toString).collect(Collectors.joining(" "));
  }
}
