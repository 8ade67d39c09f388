package io.dabba.benchmarks.bench.search;

import io.dabba.search.RestaurantQuery;
import java.util.List;

/**
 * A query of the log.
 *
 * @param number its place in the log
 * @param words the words of its text
 * @param facets whether whoever asks needs the facets
 */
record LoggedQuery(int number, RestaurantQuery query, List<TypedWord> words, boolean facets) {
  LoggedQuery {
    words = List.copyOf(words);
  }

  /** A word in lower case as it was typed, and as it was meant. */
  record TypedWord(String typed, String meant) {
    boolean slipped() {
      return !typed.equals(meant);
    }
  }
}
