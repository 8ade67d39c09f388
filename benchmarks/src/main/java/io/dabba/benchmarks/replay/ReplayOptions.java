package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a day is replayed. */
record ReplayOptions(
    Path folder,
    int fromSecond,
    int toSecond,
    double speed,
    double accept,
    int kills,
    int seed,
    Optional<Path> json,
    Optional<Path> data,
    String heap,
    Optional<URI> server,
    Optional<Path> jwtKey) {

  static final String USAGE =
      """
      replay DIR   replays stores.csv, couriers.csv and orders.csv of DIR against a server
        --from TIME --to TIME   only orders placed between them (the whole day: 00:00, 24:00)
        --speed N               domain time against wall time (20)
        --accept P              how likely a rider takes an offer, 0 to 1 (0.7)
        --kills N               kill -9 the server N times at random moments (0)
        --seed N                of all randomness (1)
        --json FILE             write the figures as one flat JSON object
        --data DIR              the server's data directory (a temporary one)
        --heap SIZE             the server's heap (1g)
        --server URL --jwt-key FILE   use a running server instead of starting one
      """;

  private static final int DAY_SECONDS = 86_400;

  private static final Set<String> VALUED =
      Set.of(
          "--from",
          "--to",
          "--speed",
          "--accept",
          "--kills",
          "--seed",
          "--json",
          "--data",
          "--heap",
          "--server",
          "--jwt-key");

  static ReplayOptions parse(List<String> line) {
    Options options = Options.parse(line, VALUED, Set.of());
    if (options.arguments().size() != 1) {
      throw new UsageException("replay needs one folder, not " + options.arguments());
    }
    ReplayOptions replay =
        new ReplayOptions(
            Path.of(options.arguments().getFirst()),
            options.secondOfDay("--from", 0),
            options.secondOfDay("--to", DAY_SECONDS),
            options.number("--speed", 20, 0.1, 200),
            options.number("--accept", 0.7, 0, 1),
            options.whole("--kills", 0, 0, 1_000),
            options.whole("--seed", 1, 0, Integer.MAX_VALUE),
            options.path("--json"),
            options.path("--data"),
            options.heap("--heap", "1g"),
            options.uri("--server"),
            options.path("--jwt-key"));
    if (replay.fromSecond >= replay.toSecond) {
      throw new UsageException(
          "--from=%s is not before --to=%s"
              .formatted(timeOfDay(replay.fromSecond), timeOfDay(replay.toSecond)));
    }
    if (replay.server.isPresent()) {
      for (String own : List.of("--kills", "--data", "--heap", "--speed")) {
        if (options.has(own)) {
          throw new UsageException(own + " is for a server that replay starts, not with --server");
        }
      }
      if (replay.jwtKey.isEmpty()) {
        throw new UsageException("--server needs --jwt-key FILE, the key of that server");
      }
    }
    return replay;
  }

  /** What is replayed, as {@code 11:00 to 14:00}. */
  String span() {
    return timeOfDay(fromSecond) + " to " + timeOfDay(toSecond);
  }

  private static String timeOfDay(int second) {
    return "%02d:%02d".formatted(second / 3_600, second / 60 % 60);
  }
}
