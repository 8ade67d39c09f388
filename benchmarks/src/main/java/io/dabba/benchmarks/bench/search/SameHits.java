package io.dabba.benchmarks.bench.search;

import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantHits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether Dabba and Lucene by hand answer the same: total, facets, and place by place the score, to
 * {@value #TOLERANCE}, and the restaurant, unless others have that score too.
 *
 * @param differences of each query whose answers are not the same
 * @param loose queries of which nobody near has all words: Dabba then takes any of them, by how
 *     rare they are, which is not done by hand, and these are not compared
 * @param found queries that find something
 * @param restaurants what all queries find
 */
record SameHits(List<String> differences, int loose, int found, long restaurants) {
  private static final double TOLERANCE = 1e-4;
  private static final int ANY_WORD_SLIPS = 100;

  /** Lets the hand-written side understand the log, and compares all of it. */
  static SameHits compare(DabbaSide dabba, RawLuceneSide raw, List<LoggedQuery> log)
      throws IOException {
    List<RestaurantHits> texts = new ArrayList<>();
    for (LoggedQuery logged : log) {
      texts.add(dabba.searchText(logged.query()));
    }
    raw.understand(log, texts);
    List<String> differences = new ArrayList<>();
    int loose = 0;
    int found = 0;
    long restaurants = 0;
    for (LoggedQuery logged : log) {
      RestaurantHits hits = dabba.search(logged.query());
      found += hits.total() > 0 ? 1 : 0;
      restaurants += hits.total();
      RestaurantHits text = texts.get(logged.number());
      if (isOfAnyWord(dabba, logged, text)) {
        loose++;
      } else {
        difference(hits, raw.search(logged))
            .ifPresent(difference ->
                differences.add(
                    "%s: %s; corrected %s, ignored %s"
                        .formatted(
                            logged.words(), difference, text.corrections(), text.ignored())));
      }
    }
    return new SameHits(differences, loose, found, restaurants);
  }

  private static boolean isOfAnyWord(DabbaSide dabba, LoggedQuery logged, RestaurantHits text) {
    return !text.hits().isEmpty()
        && dabba
            .catalog()
            .explain(logged.query(), text.hits().getLast().id())
            .filter(parts -> parts.slips() >= ANY_WORD_SLIPS)
            .isPresent();
  }

  /** What differs first; empty if nothing does. */
  static Optional<String> difference(RestaurantHits dabba, RawLuceneSide.Found raw) {
    if (dabba.total() != raw.total()) {
      return Optional.of("total %d, by hand %d".formatted(dabba.total(), raw.total()));
    }
    if (!dabba.facets().equals(raw.facets())) {
      return Optional.of("facets %s, by hand %s".formatted(dabba.facets(), raw.facets()));
    }
    if (dabba.hits().size() != raw.hits().size()) {
      return Optional.of("%d hits, by hand %d".formatted(dabba.hits().size(), raw.hits().size()));
    }
    for (int i = 0; i < dabba.hits().size(); i++) {
      RestaurantHit hit = dabba.hits().get(i);
      RestaurantHit byHand = raw.hits().get(i);
      if (!isSame(hit, byHand, raw.hits())) {
        return Optional.of("hit %d is %s, by hand %s".formatted(i, shown(hit), shown(byHand)));
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(RestaurantHit hit, RestaurantHit other, List<RestaurantHit> all) {
    if (hit.corrected() != other.corrected() || !isNear(hit.score(), other.score())) {
      return false;
    }
    OptionalDouble there =
        all.stream()
            .filter(one -> one.id().equals(hit.id()))
            .mapToDouble(RestaurantHit::score)
            .findFirst();
    // cut off with its equals, or changed places with one of them
    return isNear(hit.score(), there.orElse(all.getLast().score()));
  }

  private static boolean isNear(double score, double other) {
    return Math.abs(score - other) <= TOLERANCE;
  }

  private static String shown(RestaurantHit hit) {
    return "%s %s (%.6f%s)"
        .formatted(hit.id().value(), hit.name(), hit.score(), hit.corrected() ? ", corrected" : "");
  }
}
