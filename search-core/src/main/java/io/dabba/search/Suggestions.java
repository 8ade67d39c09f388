package io.dabba.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.text.Word;
import java.util.List;

/**
 * Completes what is typed to cuisines, dishes and names of restaurants that there are near a point,
 * from the first letter on. Each word typed must begin a word of what is suggested, in any order,
 * without regard to case and diacritics; if that gives too few, a word of {@value
 * #MIN_CORRECTED_LENGTH} letters or more may have a slip in it, one of {@value
 * #MIN_TWICE_CORRECTED_LENGTH} two: these come after all others.
 *
 * <p>Cuisines and dishes that most restaurants near have come first; of restaurants, those near and
 * popular. The kinds take turns. Nothing is suggested twice, however it is written. Of a
 * restaurant, {@value Dishes#MAX_OF_RESTAURANT} dishes count; of more than {@value
 * SuggestionSearch#MAX_LOOKED_AT} restaurants within the radius, those count that are nearest.
 *
 * <p>Thread-safe; as of the last {@link Catalog#refresh}. O(dishes of the restaurants near).
 */
public final class Suggestions {
  public static final int MAX_LIMIT = 50;
  public static final int MIN_CORRECTED_LENGTH = 3;
  public static final int MIN_TWICE_CORRECTED_LENGTH = 8;

  private final Catalog catalog;

  private Suggestions(Catalog catalog) {
    this.catalog = catalog;
  }

  public static Suggestions of(Catalog catalog) {
    return new Suggestions(catalog);
  }

  /**
   * The best suggestions, at most so many; none for a text without a letter or digit.
   *
   * @param radiusMeters more than 0, at most {@value RestaurantQuery#MAX_RADIUS_METERS}
   * @param typed of which the first {@value RestaurantQuery#MAX_TEXT_LENGTH} characters and {@value
   *     RestaurantQuery#MAX_WORDS} words count
   * @param limit 1 to {@value #MAX_LIMIT}
   * @throws IllegalArgumentException if radius or limit are out of their range
   */
  public List<Suggestion> suggest(GeoPoint point, double radiusMeters, String typed, int limit) {
    Checks.range(
        "radiusMeters", radiusMeters, Double.MIN_NORMAL, RestaurantQuery.MAX_RADIUS_METERS);
    Checks.range("limit", limit, 1, MAX_LIMIT);
    String text = typed.substring(0, Math.min(typed.length(), RestaurantQuery.MAX_TEXT_LENGTH));
    List<String> words =
        Word.all(text).stream()
            .map(Word::typed)
            .distinct()
            .limit(RestaurantQuery.MAX_WORDS)
            .toList();
    return words.isEmpty() ? List.of() : catalog.suggest(point, radiusMeters, words, limit);
  }
}
