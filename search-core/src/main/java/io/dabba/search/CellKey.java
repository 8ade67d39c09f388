package io.dabba.search;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What customers ask alike who are answered from one load: all but the point within its cell, the
 * exact moment and the taste.
 *
 * @param cell of H3
 * @param text as {@link #normalised}
 * @param size how many hits are asked for at most
 * @param tasted whether each of them has a taste
 * @param window the quarter of an hour of the moment; empty if there is none. Those of different
 *     cells and texts begin at different minutes, so that not all are loaded anew at once
 */
record CellKey(
    long cell,
    String text,
    double radiusMeters,
    Filters filters,
    SortBy sort,
    Ranking ranking,
    int size,
    boolean tasted,
    OptionalLong window) {
  private static final int WINDOW_SECONDS = 900;
  private static final int WINDOW_MINUTES = WINDOW_SECONDS / 60;
  private static final int[] SIZES = {10, 20, 50, RestaurantQuery.MAX_LIMIT};
  private static final String APOSTROPHES = "'`";

  /** Moments from 1970 for 3,000 years. */
  private static final long MAX_SECONDS = 100_000_000_000L;

  /** Empty if such a query is not to be answered from a load. */
  static Optional<CellKey> of(RestaurantQuery query) {
    int resolution = Cell.resolution(query);
    if (query.cursor().isPresent() || resolution < 0 || !isUsual(query.at())) {
      return Optional.empty();
    }
    long cell = Cell.number(query.point(), resolution);
    String text = normalised(query.text());
    return Optional.of(
        new CellKey(
            cell,
            text,
            query.radiusMeters(),
            query.filters(),
            query.sort(),
            query.ranking(),
            size(query.limit()),
            !query.taste().isEmpty(),
            query.at().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                    Math.floorDiv(
                        query.at().get().getEpochSecond() + offsetSeconds(cell, text),
                        WINDOW_SECONDS))));
  }

  /** What stands for all queries with this key: of the middle of the cell, without a taste. */
  RestaurantQuery query(Cell of, Optional<Instant> at) {
    RestaurantQueryBuilder query =
        RestaurantQuery.near(of.middle())
            .text(text)
            .radiusMeters(radiusMeters)
            .filters(filters)
            .sort(sort)
            .limit(size)
            .ranking(ranking);
    at.ifPresent(query::at);
    return query.build();
  }

  /** The first second of the window. */
  Optional<Instant> from() {
    return window.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(window.getAsLong() * WINDOW_SECONDS - offsetSeconds(cell, text)));
  }

  /** The last second of the window. */
  Optional<Instant> to() {
    return from().map(from -> from.plusSeconds(WINDOW_SECONDS - 1));
  }

  /**
   * The text without what makes no difference: case, punctuation, and spaces but for one at the
   * end, which says that a word is finished. What is not ASCII is left as it is, since to fold it
   * takes longer than a hit may.
   */
  static String normalised(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return text;
      }
      plain &= isPlain(c) || (c == ' ' && i > 0 && text.charAt(i - 1) != ' ');
    }
    return plain ? text : folded(text);
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (isPlain(lower)) {
        folded.append(lower);
      } else if (APOSTROPHES.indexOf(c) < 0
          && !folded.isEmpty()
          && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    return text.endsWith(" ") ? folded.toString() : folded.toString().stripTrailing();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static int size(int limit) {
    for (int size : SIZES) {
      if (limit <= size) {
        return size;
      }
    }
    return limit;
  }

  private static boolean isUsual(Optional<Instant> at) {
    return at.isEmpty()
        || (at.get().getEpochSecond() >= 0 && at.get().getEpochSecond() < MAX_SECONDS);
  }

  private static int offsetSeconds(long cell, String text) {
    return Math.floorMod(31 * text.hashCode() + Long.hashCode(cell), WINDOW_MINUTES) * 60;
  }
}
