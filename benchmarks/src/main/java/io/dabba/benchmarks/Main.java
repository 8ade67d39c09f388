package io.dabba.benchmarks;

import io.dabba.benchmarks.bench.BenchCommand;
import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.bench.FolderBenchmark;
import io.dabba.benchmarks.bench.assignment.AssignmentBenchmark;
import io.dabba.benchmarks.bench.dispatch.DispatchBenchmark;
import io.dabba.benchmarks.bench.fence.FenceBenchmark;
import io.dabba.benchmarks.bench.geo.GeoBenchmark;
import io.dabba.benchmarks.bench.mdrp.MdrpBenchmark;
import io.dabba.benchmarks.bench.orders.OrdersBenchmark;
import io.dabba.benchmarks.bench.pings.PingsBenchmark;
import io.dabba.benchmarks.bench.search.SearchBenchmark;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.demo.DemoCommand;
import io.dabba.benchmarks.replay.ReplayCommand;
import io.dabba.benchmarks.simulate.SimulateCommand;
import io.dabba.benchmarks.simulator.ServerGoneException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The command line of the demo, the replay and the benchmarks. */
public final class Main {
  private static final int USAGE_ERROR = 2;
  private static final SortedMap<String, Benchmark> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "assignment",
              new AssignmentBenchmark(),
              "dispatch",
              new DispatchBenchmark(),
              "geo",
              new GeoBenchmark(),
              "orders",
              new OrdersBenchmark(),
              "search",
              new SearchBenchmark()));
  private static final SortedMap<String, FolderBenchmark> ON_FOLDER =
      new TreeMap<>(
          Map.of(
              "fences",
              FolderBenchmark.ofOne(FenceBenchmark::new),
              "geo",
              FolderBenchmark.ofOne(GeoBenchmark::new),
              "mdrp",
              FolderBenchmark.ofSeveral(MdrpBenchmark.OPTIONS, MdrpBenchmark::new),
              "pings",
              FolderBenchmark.ofOne(PingsBenchmark::new)));

  private Main() {}

  public static void main(String[] args) throws Exception {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> line, PrintStream out, PrintStream err) throws Exception {
    if (line.isEmpty()) {
      err.print(usage());
      return USAGE_ERROR;
    }
    List<String> rest = line.subList(1, line.size());
    try {
      return switch (line.getFirst()) {
        case "demo" -> DemoCommand.run(rest, out, err);
        case "replay" -> ReplayCommand.run(rest, out, err);
        case "simulate" -> SimulateCommand.run(rest, out);
        case "bench" -> BenchCommand.run(rest, BENCHMARKS, ON_FOLDER, out);
        case "help", "--help", "-h" -> {
          out.print(usage());
          yield 0;
        }
        default ->
            throw new UsageException(
                "%s is not a command; known: demo, replay, bench, simulate, help"
                    .formatted(line.getFirst()));
      };
    } catch (UsageException e) {
      err.println(e.getMessage());
      return USAGE_ERROR;
    } catch (IOException | ServerGoneException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static String usage() {
    return String.join(
        "\n", DemoCommand.USAGE, ReplayCommand.USAGE, BenchCommand.USAGE, SimulateCommand.USAGE);
  }
}
