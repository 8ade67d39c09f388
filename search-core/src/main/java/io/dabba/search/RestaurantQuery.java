package io.dabba.search;

import io.dabba.geo.GeoPoint;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a {@link Catalog}: all conditions hold together.
 *
 * <p>Every word of the text must be in the name, the cuisines or the menu; small words (<i>and</i>,
 * <i>of</i>, <i>near</i>) only need not. Case, diacritics, apostrophes and plurals do not matter,
 * and the last word may be unfinished. A word that no restaurant has is replaced by the nearest
 * that one has: one slip (a letter more, less, other, or two swapped) from {@value
 * #MIN_CORRECTED_LENGTH} letters on, two from {@value #MIN_TWICE_CORRECTED_LENGTH}. Text is never a
 * syntax; a text without letters or digits is as none.
 *
 * @param point where the customer is
 * @param text of which the first {@value #MAX_TEXT_LENGTH} characters and {@value #MAX_WORDS} words
 *     count; empty to browse
 * @param radiusMeters more than 0, at most {@value #MAX_RADIUS_METERS}; the edge counts as inside
 * @param cuisines any of these, compared without case and diacritics and kept in that form, sorted;
 *     empty for all; at most {@value Restaurant#MAX_CUISINES}
 * @param vegOnly only restaurants that are vegetarian altogether
 * @param minRating the least rating, 0 to 5
 * @param maxPriceLevel the highest price level, 1 to 4
 * @param openOnly only restaurants that are open now
 * @param deliversHere only restaurants that deliver to the point
 * @param sort the order
 * @param limit how many hits a page has, 1 to {@value #MAX_LIMIT}
 * @param cursor the {@link RestaurantHits#nextCursor} of this same query (the limit may change);
 *     pages are exact while the catalogue is not refreshed, and after that may repeat or miss
 *     restaurants whose place in the order has changed
 * @param ranking the weights of the score
 */
public record RestaurantQuery(
    GeoPoint point,
    String text,
    double radiusMeters,
    Set<String> cuisines,
    boolean vegOnly,
    double minRating,
    int maxPriceLevel,
    boolean openOnly,
    boolean deliversHere,
    SortBy sort,
    int limit,
    Optional<String> cursor,
    Ranking ranking) {
  public static final int MAX_TEXT_LENGTH = 200;
  public static final int MAX_WORDS = 16;
  public static final double MAX_RADIUS_METERS = 50_000;
  public static final int MAX_LIMIT = 100;
  public static final int MIN_CORRECTED_LENGTH = 4;
  public static final int MIN_TWICE_CORRECTED_LENGTH = 8;

  /**
   * @throws IllegalArgumentException if a component is out of its range; a cursor is looked at by
   *     {@link Catalog#search}
   */
  public RestaurantQuery {
    text = text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
    Checks.range("radiusMeters", radiusMeters, Double.MIN_NORMAL, MAX_RADIUS_METERS);
    Checks.range("cuisines.size", cuisines.size(), 0, Restaurant.MAX_CUISINES);
    TreeSet<String> keys = new TreeSet<>();
    cuisines.forEach(cuisine -> keys.add(Cuisines.key(cuisine)));
    cuisines = Collections.unmodifiableSet(keys);
    Checks.range("minRating", minRating, 0, Restaurant.MAX_RATING);
    Checks.range("maxPriceLevel", maxPriceLevel, 1, Restaurant.MAX_PRICE_LEVEL);
    Checks.range("limit", limit, 1, MAX_LIMIT);
  }

  /**
   * A builder of a query for everything within 5 km of the point, by relevance, 20 hits a page,
   * with {@link Ranking#DEFAULT}.
   */
  public static RestaurantQueryBuilder near(GeoPoint point) {
    return new RestaurantQueryBuilder(point);
  }

  /** A builder that begins with what this query asks. */
  public RestaurantQueryBuilder toBuilder() {
    RestaurantQueryBuilder builder =
        near(point)
            .text(text)
            .radiusMeters(radiusMeters)
            .cuisines(cuisines)
            .vegOnly(vegOnly)
            .minRating(minRating)
            .maxPriceLevel(maxPriceLevel)
            .openOnly(openOnly)
            .deliversHere(deliversHere)
            .sort(sort)
            .limit(limit)
            .ranking(ranking);
    return cursor.map(builder::cursor).orElse(builder);
  }

  /** The query without page and cursor as a string, the same in every process. */
  String fingerprint() {
    return String.join(
        "\n",
        text.replace('\n', ' '),
        "%s %s %s".formatted(point.lat(), point.lng(), radiusMeters),
        String.join(",", cuisines),
        "%s %s %s %s %s".formatted(vegOnly, minRating, maxPriceLevel, openOnly, deliversHere),
        sort.name(),
        "%s %s %s"
            .formatted(
                ranking.relevanceWeight(), ranking.halfDistanceMeters(), ranking.ratingWeight()),
        "%s %s %s"
            .formatted(ranking.priorRating(), ranking.priorVotes(), ranking.popularityWeight()));
  }
}
