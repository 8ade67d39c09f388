package io.dabba.benchmarks.bench.orders;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * {@code bench orders}: orders per second through the whole server over HTTP, beside {@code
 * pgbench} running its statements on its PostgreSQL, in turns.
 */
public final class OrdersBenchmark implements Benchmark {
  private static final List<Integer> CLIENTS = List.of(8, 32, 64);
  private static final int USUAL_CLIENTS = 32;

  @Override
  public String purpose() {
    return "orders: placed and confirmed over HTTP, gateway in process, beside pgbench running the"
        + " same statements on the same PostgreSQL (durable) in turns; closed loop";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws Exception {
    Figures figures = new Figures();
    Optional<Path> pgbench = Pgbench.find();
    if (pgbench.isEmpty()) {
      out.println(
          "There is no pgbench on the PATH nor in /usr/lib/postgresql (Debian's package"
              + " postgresql-contrib has it): no figure of pgbench and no orders_ratio_pgbench.");
    }
    Duration length = Duration.ofSeconds(quick ? 8 : 20);
    int rounds = quick ? 2 : 4;
    try (OrdersServer server = OrdersServer.start("instant", out)) {
      Optional<OrdersPeer> peer = Optional.empty();
      if (pgbench.isPresent()) {
        peer = Optional.of(OrdersPeer.prepare(pgbench.get(), server));
      }
      server.warmUp(USUAL_CLIENTS, quick, out);
      Sides sides = new Sides();
      for (int round = 0; round < rounds; round++) {
        for (int clients : CLIENTS) {
          sides.ours(clients, server.load(OrderTown.Accepting.BY_HAND, clients, length), out);
          if (peer.isPresent()) {
            sides.peers(clients, peer.get().load(clients, length), out);
          }
        }
      }
      sides.put(figures);
      out.println("# restaurants accept by themselves, so dispatch takes each order in");
      put(figures, "dispatch", server.load(OrderTown.Accepting.BY_ITSELF, USUAL_CLIENTS, length));
    }
    out.println("# the payment gateway over HTTP, in the server's process");
    try (OrdersServer server = OrdersServer.start("local", out)) {
      server.warmUp(USUAL_CLIENTS, quick, out);
      put(figures, "http_gateway", server.load(OrderTown.Accepting.BY_HAND, USUAL_CLIENTS, length));
    }
    return figures;
  }

  private static void put(Figures figures, String name, OrdersServer.Run run) {
    figures.put(name + "_orders_per_s", run.load().perSecond());
    figures.put(name + "_p50_ms", millis(run.load().latency().getValueAtPercentile(50)));
    figures.put(name + "_p99_ms", millis(run.load().latency().getValueAtPercentile(99)));
    figures.put(name + "_relay_lag_p99_ms", run.lag().millis(0.99));
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
    return median(runs.stream().map(figure::applyAsDouble).toList());
  }
}
