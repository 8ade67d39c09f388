package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.Benchmark;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.search.CatalogSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code bench search}: made-up restaurants searched by Dabba, by Lucene by hand and by a real
 * OpenSearch node, the same queries in turns. {@code --catalog} adds real restaurants, searched by
 * Dabba alone, and {@code --typos} how often misspelt words find theirs.
 */
public final class SearchBenchmark implements Benchmark {
  private static final int RESTAURANTS = 500_000;
  private static final int FEW_RESTAURANTS = 50_000;
  private static final int MAX_RESTAURANTS = 5_000_000;
  private static final int QUERIES = 2_000;
  private static final int STREAMED = 400_000;
  private static final long SEED = 6;
  private static final int SHOWN = 3;

  private final OptionalInt size;
  private final Optional<Path> realCatalog;
  private final Optional<Path> typos;

  /** With the usual catalogue, made up. */
  public SearchBenchmark() {
    this(OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  private SearchBenchmark(OptionalInt size, Optional<Path> realCatalog, Optional<Path> typos) {
    this.size = size;
    this.realCatalog = realCatalog;
    this.typos = typos;
  }

  @Override
  public Set<String> options() {
    return Set.of("--restaurants", "--catalog", "--typos");
  }

  @Override
  public Benchmark with(Options options) {
    if (options.has("--typos") && !options.has("--catalog")) {
      throw new UsageException("--typos needs --catalog, whose words they are");
    }
    OptionalInt wanted =
        options.has("--restaurants")
            ? OptionalInt.of(
                options.whole("--restaurants", RESTAURANTS, Cities.COUNT, MAX_RESTAURANTS))
            : OptionalInt.empty();
    return new SearchBenchmark(wanted, options.path("--catalog"), options.path("--typos"));
  }

  @Override
  public String purpose() {
    return "search: text, place, filters and facets over made-up restaurants of 20 dishes in 40"
        + " cities, beside OpenSearch and Lucene by hand; closed loops, in turns";
  }

  @Override
  public Figures run(boolean quick, PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("dabba-bench-search");
    try {
      return run(quick, folder, out);
    } finally {
      delete(folder);
    }
  }

  private Figures run(boolean quick, Path folder, PrintStream out) throws Exception {
    Figures figures = new Figures();
    Restaurants restaurants =
        new MadeUpRestaurants(size.orElse(quick ? FEW_RESTAURANTS : RESTAURANTS), SEED);
    List<LoggedQuery> log = QueryLog.of(restaurants, QUERIES, SEED);
    figures.put("restaurants", restaurants.size());
    Optional<OpenSearchSide> openSearch = startOpenSearch(folder.resolve("opensearch"), log, out);
    try (DabbaSide dabba = DabbaSide.in(folder.resolve("dabba"));
        RawLuceneSide raw = RawLuceneSide.in(folder.resolve("raw"))) {
      List<Side> sides = new ArrayList<>(List.of(dabba, raw));
      openSearch.ifPresent(sides::add);
      for (Side side : sides) {
        fill(side, restaurants, figures, out);
      }
      compare(dabba, raw, log, figures, out);
      if (openSearch.isPresent()) {
        compareTotals(dabba, openSearch.get(), log, figures, out);
      }
      measure(sides, log, quick, out).put(figures);
      CacheFigures.measure(
          dabba.catalog(), log, quick ? STREAMED / 4 : STREAMED, length(quick), figures, out);
    } finally {
      if (openSearch.isPresent()) {
        openSearch.get().close();
      }
    }
    if (realCatalog.isPresent()) {
      searchReal(realCatalog.get(), folder.resolve("catalog"), length(quick), figures, out);
    }
    return figures;
  }

  private static Optional<OpenSearchSide> startOpenSearch(
      Path folder, List<LoggedQuery> log, PrintStream out) throws InterruptedException {
    Optional<Path> source = OpenSearchProcess.findSource();
    if (source.isEmpty()) {
      out.println("OpenSearch starts from a checkout, by ./dabba, only: no figure of it.");
      return Optional.empty();
    }
    out.println("starting OpenSearch (the first time Maven fetches 60 MB) ...");
    try {
      return Optional.of(OpenSearchSide.start(source.get(), folder, log));
    } catch (IOException e) {
      out.printf("OpenSearch does not start: no figure of it. %s%n", e.getMessage());
      return Optional.empty();
    }
  }

  private static void fill(Side side, Restaurants restaurants, Figures figures, PrintStream out)
      throws IOException {
    long begun = System.nanoTime();
    side.fill(restaurants);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double megabytes = side.indexBytes() / 1e6;
    out.printf(
        "%-10s has %,d restaurants after %.1f s, in %.1f MB%n",
        side.name(), restaurants.size(), seconds, megabytes);
    figures.put(side.name() + "_index_s", seconds);
    figures.put(side.name() + "_index_mb", megabytes);
  }

  /**
   * Holds the hand-written side's answers to Dabba's.
   *
   * @throws IllegalStateException if one differs
   */
  private static void compare(
      DabbaSide dabba, RawLuceneSide raw, List<LoggedQuery> log, Figures figures, PrintStream out)
      throws IOException {
    SameHits same = SameHits.compare(dabba, raw, log);
    out.printf(
        "%,d queries, %,d find something, %.1f restaurants in the mean; %d find any of their words"
            + " only; of the others Lucene by hand differs in %d%n",
        log.size(),
        same.found(),
        (double) same.restaurants() / log.size(),
        same.loose(),
        same.differences().size());
    same.differences().stream().limit(SHOWN).forEach(out::println);
    figures.put("queries", log.size());
    figures.put("queries_of_any_word", same.loose());
    figures.put("queries_that_differ_raw_lucene", same.differences().size());
    if (!same.differences().isEmpty()) {
      throw new IllegalStateException(
          "%d of %d answers differ from Lucene's by hand; the first: %s"
              .formatted(same.differences().size(), log.size(), same.differences().getFirst()));
    }
  }

  /** Of texts without a slip, which OpenSearch's fuzziness would understand in its own way. */
  private static void compareTotals(
      DabbaSide dabba,
      OpenSearchSide openSearch,
      List<LoggedQuery> log,
      Figures figures,
      PrintStream out)
      throws IOException {
    int asked = 0;
    int differ = 0;
    try (Askers.Asker asker = openSearch.asker()) {
      for (LoggedQuery logged : log) {
        if (logged.words().stream().noneMatch(LoggedQuery.TypedWord::slipped)) {
          asked++;
          differ += dabba.search(logged.query()).total() == asker.ask(logged) ? 0 : 1;
        }
      }
    }
    out.printf("of %,d without a slip, OpenSearch finds other numbers in %d%n", asked, differ);
    figures.put("totals_that_differ_opensearch", differ);
  }

  private static Measures measure(
      List<Side> sides, List<LoggedQuery> log, boolean quick, PrintStream out) throws IOException {
    Duration length = length(quick);
    Measures measures = new Measures();
    out.println("warming up");
    for (Side side : sides) {
      new Measures().add(side, 2, Lap.run(side, log, 2, length.multipliedBy(2)), out);
    }
    for (int round = 1; round <= (quick ? 2 : 3); round++) {
      out.println("round " + round);
      for (int threads = 1; threads <= 2; threads++) {
        for (Side side : sides) {
          measures.add(side, threads, Lap.run(side, log, threads, length), out);
        }
      }
    }
    return measures;
  }

  private static Duration length(boolean quick) {
    return Duration.ofSeconds(quick ? 4 : 12);
  }

  private void searchReal(Path file, Path folder, Duration length, Figures figures, PrintStream out)
      throws IOException {
    RealRestaurants restaurants = RealRestaurants.read(file);
    List<LoggedQuery> log = QueryLog.of(restaurants, QUERIES, SEED);
    try (DabbaSide dabba = DabbaSide.in(folder, CatalogSettings.DEFAULT)) {
      dabba.fill(restaurants);
      Lap.run(dabba, log, 2, length);
      Lap lap = Lap.run(dabba, log, 2, length);
      figures.put("catalog_restaurants", restaurants.size());
      figures.put("catalog_qps", lap.perSecond());
      figures.put("catalog_p99_ms", lap.millis(99));
      if (typos.isPresent()) {
        TypoRecall.measure(dabba.catalog(), restaurants, typos.get(), figures, out);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
