package io.dabba.benchmarks.bench.orders;

import static io.dabba.benchmarks.bench.orders.OrdersBenchmark.median;

import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What the runs of the server and of {@code pgbench} came to, by how many clients there were. */
final class Sides {
  private final Map<Integer, List<OrdersServer.Run>> ours = new TreeMap<>();
  private final Map<Integer, List<OrdersPeer.Run>> peers = new TreeMap<>();

  void ours(int clients, OrdersServer.Run run, PrintStream out) {
    ours.computeIfAbsent(clients, c -> new ArrayList<>()).add(run);
    out.printf(
        "dabba    %2d clients: %6.0f orders/s, p50 %5.1f ms, p99 %5.1f ms; relay lag p99 %.0f ms,"
            + " drained in %d ms; cpu ms per order: server %.3f, clients %.3f; %s%n",
        clients,
        run.load().perSecond(),
        millis(run.load().latency(), 50),
        millis(run.load().latency(), 99),
        run.lag().millis(0.99),
        run.drained().toMillis(),
        run.serverCpuMillis(),
        run.clientCpuMillis(),
        text(run.postgres()));
  }

  void peers(int clients, OrdersPeer.Run run, PrintStream out) {
    peers.computeIfAbsent(clients, c -> new ArrayList<>()).add(run);
    out.printf(
        "pgbench  %2d clients: %6.0f orders/s, p50 %5.1f ms, p99 %5.1f ms; %s%n",
        clients,
        run.load().perSecond(),
        millis(run.load().latency(), 50),
        millis(run.load().latency(), 99),
        text(run.postgres()));
  }

  /** Medians of the runs; the ratio is of each side at the number of clients that suits it best. */
  void put(Figures figures) {
    Map.Entry<Integer, List<OrdersServer.Run>> best = best(ours, run -> run.load().perSecond());
    double orders = median(best.getValue(), run -> run.load().perSecond());
    figures.put("orders_per_s", orders);
    figures.put("orders_best_clients", best.getKey());
    put(
        figures,
        "orders",
        median(best.getValue(), run -> run.postgres().transactions()),
        median(best.getValue(), run -> run.postgres().walBytes()),
        median(best.getValue(), run -> run.postgres().walFlushes()));
    if (!peers.isEmpty()) {
      Map.Entry<Integer, List<OrdersPeer.Run>> bestOfPeer =
          best(peers, run -> run.load().perSecond());
      double peer = median(bestOfPeer.getValue(), run -> run.load().perSecond());
      figures.put("pgbench_orders_per_s", peer);
      figures.put("pgbench_best_clients", bestOfPeer.getKey());
      figures.put("orders_ratio_pgbench", orders / peer);
      put(
          figures,
          "pgbench",
          median(bestOfPeer.getValue(), run -> run.postgres().transactions()),
          median(bestOfPeer.getValue(), run -> run.postgres().walBytes()),
          median(bestOfPeer.getValue(), run -> run.postgres().walFlushes()));
    }
    figures.put(
        "relay_lag_p99_ms",
        ours.values().stream()
            .flatMap(List::stream)
            .mapToDouble(run -> run.lag().millis(0.99))
            .max()
            .orElse(Double.NaN));
    figures.put(
        "orders_not_confirmed",
        ours.values().stream()
            .flatMap(List::stream)
            .mapToLong(run -> run.load().notConfirmed())
            .sum());
    figures.put("relay_lag_p50_ms", median(best.getValue(), run -> run.lag().millis(0.5)));
    figures.put(
        "server_cpu_ms_per_order", median(best.getValue(), OrdersServer.Run::serverCpuMillis));
    figures.put(
        "client_cpu_ms_per_order", median(best.getValue(), OrdersServer.Run::clientCpuMillis));
    ours.forEach((clients, runs) -> {
      String name = "orders_c%d_".formatted(clients);
      figures.put(name + "per_s", median(runs, run -> run.load().perSecond()));
      figures.put(name + "p50_ms", median(runs, run -> millis(run.load().latency(), 50)));
      figures.put(name + "p99_ms", median(runs, run -> millis(run.load().latency(), 99)));
      figures.put(name + "relay_lag_p99_ms", median(runs, run -> run.lag().millis(0.99)));
    });
    peers.forEach((clients, runs) -> {
      String name = "pgbench_c%d_".formatted(clients);
      figures.put(name + "per_s", median(runs, run -> run.load().perSecond()));
      figures.put(name + "p50_ms", median(runs, run -> millis(run.load().latency(), 50)));
      figures.put(name + "p99_ms", median(runs, run -> millis(run.load().latency(), 99)));
    });
  }

  private static <T> Map.Entry<Integer, List<T>> best(
      Map<Integer, List<T>> runs, ToDoubleFunction<T> perSecond) {
    return runs.entrySet().stream()
        .max(Comparator.comparingDouble(entry -> median(entry.getValue(), perSecond)))
        .orElseThrow();
  }

  private static void put(
      Figures figures, String side, double transactions, double walBytes, double walFlushes) {
    figures.put(side + "_transactions_per_order", transactions);
    figures.put(side + "_wal_bytes_per_order", walBytes);
    figures.put(side + "_wal_flushes_per_order", walFlushes);
  }

  private static String text(PostgresWork.PerOrder work) {
    return "an order: %.2f transactions, %.0f bytes of WAL, %.2f flushes"
        .formatted(work.transactions(), work.walBytes(), work.walFlushes());
  }

  private static double millis(Histogram latency, double percentile) {
    return latency.getValueAtPercentile(percentile) / 1_000.0;
  }
}
