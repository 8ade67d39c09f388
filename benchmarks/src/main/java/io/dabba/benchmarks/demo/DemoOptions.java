package io.dabba.benchmarks.demo;

import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the demo runs.
 *
 * @param ordersPerMinute in domain time
 * @param atMost how long it runs; empty for until Ctrl-C
 * @param once whether it ends already at the first delivery
 */
record DemoOptions(
    int port,
    Optional<Path> data,
    double speed,
    double ordersPerMinute,
    Optional<Duration> atMost,
    boolean once,
    int seed,
    String heap) {

  static final String USAGE =
      """
      demo   a generated city on a server of its own, until Ctrl-C
        --port N               of the server and its console; 0 for a free one (8080)
        --data DIR             the server's data directory (a temporary one)
        --speed N              domain time against wall time (20)
        --orders-per-minute N  in domain time (2)
        --minutes N            end by itself after N minutes of wall time
        --once                 end at the first delivery (after 5 minutes at most)
        --seed N               of the city and its people (1)
        --heap SIZE            the server's heap (1g)
      """;

  private static final int ONCE_MINUTES = 5;

  static DemoOptions parse(List<String> line) {
    Options options =
        Options.parse(
            line,
            Set.of(
                "--port",
                "--data",
                "--speed",
                "--orders-per-minute",
                "--minutes",
                "--seed",
                "--heap"),
            Set.of("--once"));
    if (!options.arguments().isEmpty()) {
      throw new UsageException("demo takes no argument, not " + options.arguments());
    }
    boolean once = options.has("--once");
    boolean bounded = once || options.has("--minutes");
    double minutes = options.number("--minutes", ONCE_MINUTES, 0.1, 100_000);
    return new DemoOptions(
        options.whole("--port", 8080, 0, 65_535),
        options.path("--data"),
        options.number("--speed", 20, 0.1, 200),
        options.number("--orders-per-minute", 2, 0.01, 1_000),
        bounded ? Optional.of(Duration.ofSeconds(Math.round(minutes * 60))) : Optional.empty(),
        once,
        options.whole("--seed", 1, 0, Integer.MAX_VALUE),
        options.heap("--heap", "1g"));
  }
}
