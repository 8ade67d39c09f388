package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.bench.RedisServer;
import io.dabba.benchmarks.bench.geo.PeerTimes.Times;
import io.dabba.benchmarks.cli.Figures;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code bench geo [DIR]}: the rider index beside its peers. Figures without a size are of 10,000
 * riders spread evenly over one city; {@code DIR} is a recorded day, for a real spread.
 */
public final class GeoBenchmark implements Benchmark {
  private static final int CITY = 10_000;
  private static final int BIG_CITY = 50_000;
  private static final int CITIES = 40;
  private static final int RIDERS_OF_MANY = 5_000;

  /** In each city in turn: some milliseconds of one. */
  private static final int STAY = 50_000;

  private final String clusters;

  /** With a made-up city for the clustered riders. */
  public GeoBenchmark() {
    clusters = Spread.GAUSSIANS;
  }

  /** With the couriers and stores of a recorded day for the clustered riders. */
  public GeoBenchmark(Path day) {
    clusters = day.toAbsolutePath().toString();
  }

  @Override
  public String purpose() {
    return "geo: a move of up to 40 m, and the 10 nearest within 3 km, beside the peers: 10,000 and"
        + " 50,000 riders in a city of 15 km, 200,000 in 40; JMH, in JVMs of their own";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws RunnerException {
    return new Session(new Runs(quick), out).run();
  }

  /** One run: what it has found out so far. */
  private final class Session {
    private final Runs runs;
    private final PrintStream out;
    private final Figures figures = new Figures();
    private final PeerTable table = new PeerTable();

    Session(Runs runs, PrintStream out) {
      this.runs = runs;
      this.out = out;
    }

    Figures run() throws RunnerException {
      Spread.of(clusters);
      PeerTimes city = measure(EnumSet.allOf(Peers.class), CITY, Spread.UNIFORM);
      putCity(city);
      Optional<Times> redis = measureRedis();
      redis.ifPresent(times -> putRedis(city.dabba(), times));
      table.add("%,d riders, uniform".formatted(CITY), city, redis);
      if (!runs.quick()) {
        PeerTimes bigCity = measure(EnumSet.allOf(Peers.class), BIG_CITY, Spread.UNIFORM);
        putTimes("_" + BIG_CITY, bigCity);
        table.add("%,d riders, uniform".formatted(BIG_CITY), bigCity, Optional.empty());
      }
      List<Peers> best = city.bestTwo();
      Set<Peers> dabbaAndBest = EnumSet.of(Peers.DABBA, best.toArray(Peers[]::new));
      PeerTimes clustered = measure(dabbaAndBest, CITY, clusters);
      putTimes("_clustered", clustered);
      table.add(
          "%,d riders, clustered as %s".formatted(CITY, clusters), clustered, Optional.empty());
      measureGrowth();
      measureThreads(dabbaAndBest);
      measureBesideWriter();
      measureFootprint();
      out.println(table.text());
      return figures;
    }

    private PeerTimes measure(Set<Peers> peers, int riders, String spread) throws RunnerException {
      out.printf("%,d riders, %s, one thread%n", riders, spread);
      PeerTimes times = new PeerTimes();
      for (Peers peer : peers) {
        Map<String, String> params =
            Map.of("peer", peer.name(), "riders", Integer.toString(riders), "spread", spread);
        Times measured = Times.of(runs.time(PeerBenchmark.class, params));
        times.put(peer, measured);
        tell(peer.label(), measured);
      }
      return times;
    }

    private void tell(String label, Times times) {
      out.printf(
          "  %-22s move %,12.1f ns   nearest 10 %,12.3f us%n",
          label, times.moveNanos(), times.nearest10Nanos() / 1_000);
    }

    private void putCity(PeerTimes city) throws RunnerException {
      putTimes("", city);
      figures.put("move_alloc_bytes", city.dabba().moveBytes());
      figures.put("nearest10_alloc_bytes", city.dabba().nearest10Bytes());
      figures.put(
          "nearest10_result_bytes", runs.time(AnswerBenchmark.class, Map.of()).bytesOf("answer"));
    }

    /** Of Dabba without a name, of the peers with theirs, and how they compare. */
    private void putTimes(String suffix, PeerTimes times) {
      times
          .all()
          .forEach((peer, measured) -> {
            String of = peer == Peers.DABBA ? suffix : "_" + peer.figure() + suffix;
            if (peer == Peers.HARNESS) {
              figures.put("harness_ns" + suffix, measured.moveNanos());
              figures.put("harness_nearest10_ns" + suffix, measured.nearest10Nanos());
            } else {
              figures.put("move_ns" + of, measured.moveNanos());
              figures.put("nearest10_ns" + of, measured.nearest10Nanos());
            }
          });
      figures.put("move_ratio_best_jvm" + suffix, times.ratioBest(Times::moveNanos));
      figures.put("nearest10_ratio_best_jvm" + suffix, times.ratioBest(Times::nearest10Nanos));
    }

    private Optional<Times> measureRedis() throws RunnerException {
      if (RedisServer.find().isEmpty()) {
        out.println(
            "  There is no redis-server on the PATH or in the usual places: no figure of Redis.");
        return Optional.empty();
      }
      Times times =
          Times.of(runs.time(RedisBenchmark.class, Map.of("riders", Integer.toString(CITY))));
      tell("Redis, pipelined", times);
      return Optional.of(times);
    }

    private void putRedis(Times dabba, Times redis) {
      figures.put("move_ns_redis", redis.moveNanos());
      figures.put("nearest10_ns_redis", redis.nearest10Nanos());
      figures.put("move_ratio_redis", redis.moveNanos() / dabba.moveNanos());
      figures.put("nearest10_ratio_redis", redis.nearest10Nanos() / dabba.nearest10Nanos());
    }

    private void measureGrowth() throws RunnerException {
      out.printf(
          "%,d riders in %d cities of Dabba, beside %,d in one%n",
          CITIES * RIDERS_OF_MANY, CITIES, CITY);
      Scores few = runs.time(CitiesBenchmark.class, cities(1, CITY, 0));
      Scores many = runs.time(CitiesBenchmark.class, cities(CITIES, RIDERS_OF_MANY, 0));
      Scores inTurn = runs.time(CitiesBenchmark.class, cities(CITIES, RIDERS_OF_MANY, STAY));
      tell("one city", Times.of(few));
      tell(CITIES + " cities", Times.of(many));
      tell("the same, one by one", Times.of(inTurn));
      String suffix = "_" + CITIES * RIDERS_OF_MANY;
      figures.put("move_ns" + suffix, many.of("move"));
      figures.put("nearest10_ns" + suffix, many.of("nearest10"));
      figures.put("harness_ns" + suffix, many.of("harness"));
      figures.put("growth_move_in_turn", inTurn.of("move") / few.of("move"));
      figures.put("growth_nearest10_in_turn", inTurn.of("nearest10") / few.of("nearest10"));
      figures.put("growth_map_look_up", many.of("lookUp") / few.of("lookUp"));
      figures.put("growth_move", many.of("move") / few.of("move"));
      figures.put("growth_nearest10", many.of("nearest10") / few.of("nearest10"));
    }

    private void measureThreads(Set<Peers> peers) throws RunnerException {
      out.println("10 moves to 1 query, operations/s on 1 and 2 threads");
      for (Peers peer : peers) {
        Map<String, String> params = Map.of("peer", peer.name());
        double one = runs.time(MixedBenchmark.class, params).of("mixed");
        double two = runs.time(MixedBenchmark.class, params, 2).of("mixed");
        out.printf("  %-22s %,12.0f %,12.0f%n", peer.label(), one, two);
        String of = peer == Peers.DABBA ? "" : "_" + peer.figure();
        figures.put("mixed_1_thread_per_s" + of, one);
        figures.put("mixed_2_threads_per_s" + of, two);
      }
    }

    private void measureBesideWriter() throws RunnerException {
      out.println("a reader, queries/s beside a writer of the same city and of another one");
      Scores same = runs.time(BesideWriterBenchmark.class, besideWriterOf(0, Peers.DABBA));
      Scores other = runs.time(BesideWriterBenchmark.class, besideWriterOf(1, Peers.DABBA));
      double withoutLocks =
          runs.time(BesideWriterBenchmark.class, besideWriterOf(0, Peers.FLAT_GRID)).of("reader")
              / runs.time(BesideWriterBenchmark.class, besideWriterOf(1, Peers.FLAT_GRID))
                  .of("reader");
      double besideSame = same.of("reader");
      double besideOther = other.of("reader");
      out.printf("  %-22s %,12.0f %,12.0f%n", Peers.DABBA.label(), besideSame, besideOther);
      figures.put("reader_per_s_beside_writer_of_same_city", besideSame);
      figures.put("reader_per_s_beside_writer_of_other_city", besideOther);
      figures.put("writer_per_s_beside_reader_of_same_city", same.of("writer"));
      figures.put("writer_per_s_beside_reader_of_other_city", other.of("writer"));
      figures.put("reader_share_under_writes_flat_grid", withoutLocks);
      figures.put("reader_share_under_writes", besideSame / besideOther);
    }

    private void measureFootprint() throws RunnerException {
      out.println("bytes per rider, beside his id");
      putFootprint("", Peers.DABBA, 1, CITY);
      if (!runs.quick()) {
        putFootprint("_" + BIG_CITY, Peers.DABBA, 1, BIG_CITY);
        for (Peers peer : EnumSet.range(Peers.JTS_QUADTREE, Peers.FLAT_GRID)) {
          putFootprint("_" + peer.figure(), peer, 1, CITY);
        }
      }
      putFootprint("_" + CITIES * RIDERS_OF_MANY, Peers.DABBA, CITIES, RIDERS_OF_MANY);
    }

    private void putFootprint(String suffix, Peers peer, int cities, int ridersPerCity)
        throws RunnerException {
      Map<String, String> params =
          Map.of(
              "peer", peer.name(),
              "cities", Integer.toString(cities),
              "ridersPerCity", Integer.toString(ridersPerCity));
      double bytes = runs.median(FootprintBenchmark.class, "bytesPerRider", params);
      out.printf("  %-22s %,10d riders %,8.1f%n", peer.label(), cities * ridersPerCity, bytes);
      figures.put("bytes_per_rider" + suffix, bytes);
    }

    private static Map<String, String> besideWriterOf(int city, Peers index) {
      return Map.of("writersCity", Integer.toString(city), "index", index.name());
    }

    private static Map<String, String> cities(int cities, int ridersPerCity, int stay) {
      return Map.of(
          "cities", Integer.toString(cities),
          "ridersPerCity", Integer.toString(ridersPerCity),
          "stay", Integer.toString(stay));
    }
  }
}
