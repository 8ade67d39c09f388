package io.dabba.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.Suggestion.Kind;
import io.dabba.search.space.CircleRuns;
import io.dabba.search.text.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.index.LeafReaderContext;

/** One question for suggestions, answered on one state of the catalogue. */
final class SuggestionSearch {
  static final int MAX_LOOKED_AT = 5_000;

  /** So often a circle with too many in it is made smaller. */
  private static final int MAX_SHRINKS = 40;

  private static final double MIN_SHRINK = 0.1;
  private static final double MAX_SHRINK = 0.9;

  /** For those that are equal to one before. */
  private static final int SPARE = 10;

  private final Searched index;
  private final GeoPoint point;
  private final double radiusMeters;
  private final List<String> typed;
  private final int limit;

  /**
   * @param typed words, folded
   */
  SuggestionSearch(
      Searched index, GeoPoint point, double radiusMeters, List<String> typed, int limit) {
    this.index = index;
    this.point = point;
    this.radiusMeters = radiusMeters;
    this.typed = typed;
    this.limit = limit;
  }

  List<Suggestion> run() throws IOException {
    double nearMeters = nearMeters();
    CircleRuns runs = CircleRuns.of(point, nearMeters);
    List<Suggestion> suggestions = best(pass(runs, nearMeters, false));
    if (suggestions.size() < limit && typed.stream().anyMatch(word -> TypedWords.slips(word) > 0)) {
      return best(pass(runs, nearMeters, true));
    }
    return suggestions;
  }

  private SuggestionPass pass(CircleRuns runs, double nearMeters, boolean corrected)
      throws IOException {
    SuggestionPass pass = new SuggestionPass(index, point, nearMeters, typed, corrected);
    int left = MAX_LOOKED_AT;
    for (LeafReaderContext leaf : index.searcher().getIndexReader().leaves()) {
      left -= pass.run(leaf, runs, left);
    }
    return pass;
  }

  /** The radius, or a smaller one within which there are not too many. */
  private double nearMeters() {
    double meters = radiusMeters;
    for (int i = 0; i < MAX_SHRINKS; i++) {
      long documents = documents(CircleRuns.of(point, meters));
      if (documents <= MAX_LOOKED_AT) {
        break;
      }
      meters *= Math.clamp(Math.sqrt((double) MAX_LOOKED_AT / documents), MIN_SHRINK, MAX_SHRINK);
    }
    return meters;
  }

  private long documents(CircleRuns runs) {
    long sum = 0;
    for (LeafReaderContext leaf : index.searcher().getIndexReader().leaves()) {
      Columns columns = index.columns(leaf);
      for (int run = 0; run < runs.size(); run++) {
        sum += columns.from(runs.to(run)) - columns.from(runs.from(run));
      }
    }
    return sum;
  }

  /** A suggestion, and what it is compared by. */
  record Ranked(int slips, double score, Suggestion suggestion) {
    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingInt(Ranked::slips)
            .thenComparing(Comparator.comparingDouble(Ranked::score).reversed())
            .thenComparing(ranked -> ranked.suggestion.text())
            .thenComparing(ranked -> ranked.suggestion.id().map(RestaurantId::value).orElse(""));
  }

  /** The kinds in turns, those with fewer slips first. */
  private List<Suggestion> best(SuggestionPass pass) throws IOException {
    int wanted = 2 * limit + SPARE;
    List<List<Ranked>> kinds =
        List.of(pass.cuisines(wanted), pass.dishes(wanted), pass.restaurants(wanted));
    int[] next = new int[kinds.size()];
    Set<String> taken = new HashSet<>();
    List<Suggestion> best = new ArrayList<>();
    for (int slips = 0; slips <= pass.maxSlips() && best.size() < limit; slips++) {
      boolean more = true;
      while (more && best.size() < limit) {
        more = false;
        for (int kind = 0; kind < next.length; kind++) {
          Optional<Suggestion> one = next(kinds.get(kind), next, kind, slips, taken);
          if (one.isPresent() && best.size() < limit) {
            best.add(one.get());
            more = true;
          }
        }
      }
    }
    return best;
  }

  /** The next of a kind with so many slips that is not taken. */
  private static Optional<Suggestion> next(
      List<Ranked> ranked, int[] next, int kind, int slips, Set<String> taken) {
    while (next[kind] < ranked.size() && ranked.get(next[kind]).slips == slips) {
      Suggestion suggestion = ranked.get(next[kind]).suggestion;
      next[kind]++;
      if (taken.add(key(suggestion))) {
        return Optional.of(suggestion);
      }
    }
    return Optional.empty();
  }

  private static String key(Suggestion suggestion) {
    return Word.all(suggestion.text()).stream().map(Word::typed).collect(Collectors.joining(" "));
  }

  /** By how many restaurants near have it. */
  static Ranked ranked(Kind kind, String text, int slips, int restaurants) {
    return new Ranked(
        slips, restaurants, new Suggestion(kind, text, Optional.empty(), restaurants));
  }
}
