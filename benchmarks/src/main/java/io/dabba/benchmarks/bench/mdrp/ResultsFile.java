package io.dabba.benchmarks.bench.mdrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The results of instances as CSV, to the last bit, for whoever wants to compute on. */
final class ResultsFile {
  static final String NAME = "results.csv";

  private ResultsFile() {}

  /** Writes {@value #NAME}. */
  static void write(List<Result> results, Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "instance,orders,delivered,undeliverable,undelivered_pct,bound_click_to_door_min,"
            + "click_to_door_min,click_to_door_p90_min,ready_to_pickup_min,cost_per_order,"
            + "orders_per_trip,refusals,violations,seconds");
    for (Result result : results) {
      Metrics metrics = result.metrics();
      lines.add(
          "%s,%d,%d,%d,%s,%s,%s,%s,%s,%s,%s,%d,%d,%s"
              .formatted(
                  result.name(),
                  metrics.orders(),
                  metrics.delivered(),
                  metrics.undeliverable(),
                  metrics.undeliveredPct(),
                  metrics.clickToDoorBoundMin(),
                  metrics.clickToDoorMin(),
                  metrics.clickToDoorP90(),
                  metrics.readyToPickupMin(),
                  metrics.costPerOrder(),
                  metrics.ordersPerTrip(),
                  result.refusals(),
                  result.violations().size(),
                  result.seconds()));
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(NAME), lines);
  }
}
