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
    double dropOut,
    int kills,
    double postmasterKills,
    int indexDrops,
    int seed,
    Optional<Path> json,
    Optional<Path> orders,
    Optional<Path> compare,
    Optional<Path> data,
    String heap,
    Optional<String> matcher,
    Optional<URI> server,
    Optional<Path> jwtKey) {

  static final String USAGE =
      """
      replay DIR   replays stores.csv, couriers.csv and orders.csv of DIR against a server
        --from TIME --to TIME   only orders placed between them (the whole day: 00:00, 24:00)
        --speed N               domain time against wall time (20)
        --accept P              how likely a rider takes an offer, 0 to 1 (0.7)
        --drop-out P            the share of rides taken that riders give back before the pickup (0)
        --kills N               kill -9 the server N times at random moments (0)
        --postmaster-kills P    in this share of the kills its PostgreSQL's postmaster too (0.5)
        --index-drops N         have all live positions forgotten N times at random moments (0)
        --seed N                of all randomness (1)
        --json FILE             write the figures as one flat JSON object
        --orders FILE           write what became of each order as CSV
        --compare FILE          fail if an order delivered in that CSV finds no rider now
        --data DIR              the server's data directory (a temporary one)
        --matcher greedy|batch  how the server finds riders (as it does by itself)
        --heap SIZE             the server's heap (1g)
        --server URL --jwt-key FILE   use a running server instead of starting one
      """;

  private static final int DAY_SECONDS = 86_400;
  private static final int MOST_DISRUPTIONS = 1_000;

  private static final Set<String> VALUED =
      Set.of(
          "--from",
          "--to",
          "--speed",
          "--accept",
          "--drop-out",
          "--kills",
          "--postmaster-kills",
          "--index-drops",
          "--seed",
          "--json",
          "--orders",
          "--compare",
          "--data",
          "--matcher",
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
            options.number("--drop-out", 0, 0, 1),
            options.whole("--kills", 0, 0, MOST_DISRUPTIONS),
            options.number("--postmaster-kills", 0.5, 0, 1),
            options.whole("--index-drops", 0, 0, MOST_DISRUPTIONS),
            options.whole("--seed", 1, 0, Integer.MAX_VALUE),
            options.path("--json"),
            options.path("--orders"),
            options.path("--compare"),
            options.path("--data"),
            options.heap("--heap", "1g"),
            matcher(options),
            options.uri("--server"),
            options.path("--jwt-key"));
    if (replay.fromSecond >= replay.toSecond) {
      throw new UsageException(
          "--from=%s is not before --to=%s"
              .formatted(timeOfDay(replay.fromSecond), timeOfDay(replay.toSecond)));
    }
    int seconds = replay.toSecond - replay.fromSecond;
    if (Math.max(replay.kills, replay.indexDrops) > seconds) {
      throw new UsageException(
          "--kills=%d and --index-drops=%d take a second each, and %s has %d"
              .formatted(replay.kills, replay.indexDrops, replay.span(), seconds));
    }
    if (options.has("--postmaster-kills") && replay.kills == 0) {
      throw new UsageException("--postmaster-kills is a share of --kills, and there are none");
    }
    if (replay.server.isPresent()) {
      for (String own : List.of("--kills", "--data", "--heap", "--speed", "--matcher")) {
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

  private static Optional<String> matcher(Options options) {
    Optional<String> matcher = options.text("--matcher");
    if (matcher.filter(name -> !List.of("greedy", "batch").contains(name)).isPresent()) {
      throw new UsageException("--matcher=%s is not greedy or batch".formatted(matcher.get()));
    }
    return matcher;
  }

  /** What is replayed, as {@code 11:00 to 14:00}. */
  String span() {
    return timeOfDay(fromSecond) + " to " + timeOfDay(toSecond);
  }

  private static String timeOfDay(int second) {
    return "%02d:%02d".formatted(second / 3_600, second / 60 % 60);
  }
}
