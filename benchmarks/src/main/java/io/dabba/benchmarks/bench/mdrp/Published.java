package io.dabba.benchmarks.bench.mdrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What Reyes et al. 2018 published of an instance: the results of their rolling horizon, and the
 * optimum of a planner who knows all orders beforehand where they have it.
 */
record Published(
    double undeliveredPct,
    double clickToDoorMin,
    double readyToPickupMin,
    double costPerOrder,
    OptionalDouble exactClickToDoorMin,
    OptionalDouble exactReadyToPickupMin) {
  static final String FILE = "published-reyes2018.csv";

  private static final double MAX = 1e6;

  /** By the name of the instance, of the files in these folders or beside them; none if none is. */
  static Map<String, Published> read(List<Path> folders) throws IOException {
    Map<String, Published> published = new HashMap<>();
    for (Path folder : folders) {
      for (Path file :
          List.of(folder.resolve(FILE), folder.toAbsolutePath().resolveSibling(FILE))) {
        if (Files.exists(file)) {
          for (TableFile.Row row : TableFile.read(file, ",").rows()) {
            published.put(row.cell("instance"), of(row));
          }
        }
      }
    }
    return published;
  }

  private static Published of(TableFile.Row row) {
    return new Published(
        row.number("rh_undel_pct", 0, MAX),
        row.number("rh_ctd_mean", 0, MAX),
        row.number("rh_rtp_mean", 0, MAX),
        row.number("rh_cost_per_order", 0, MAX),
        numberIfAny(row, "exact_ctd_table4"),
        numberIfAny(row, "exact_rtp_table4"));
  }

  private static OptionalDouble numberIfAny(TableFile.Row row, String column) {
    return row.cell(column).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(row.number(column, 0, MAX));
  }
}
