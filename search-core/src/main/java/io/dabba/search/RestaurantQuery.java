package io.dabba.search;

import io.dabba.geo.GeoPoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Checksum;

/**
 * What is asked of a {@link Catalog}: all conditions hold together.
 *
 * <p>Every word of the text must be in the name, the cuisines or the menu; small words (<i>and</i>,
 * <i>near</i>, <i>best</i>, <i>restaurant</i>) need not, unless they are alone or part of a cuisine
 * (<i>fast food</i>). Case, diacritics, apostrophes and plurals do not matter, words may be joined
 * or split (<i>mc donalds</i>, <i>icecream</i>), {@link Synonyms} count as the word itself, and the
 * last word may be unfinished unless a space ends the text. Text is never a syntax; a text without
 * letters or digits is as none.
 *
 * <p>If nothing within the radius fits, each word that nobody there has is corrected: one slip (a
 * letter more, less, other, or two swapped) from {@value #MIN_CORRECTED_LENGTH} letters on, two
 * from {@value #MIN_TWICE_CORRECTED_LENGTH}. What nobody there has even so is left out; if that
 * would be all, it is corrected with one slip from {@value #MIN_WIDENED_LENGTH}, two from {@value
 * #MIN_TWICE_WIDENED_LENGTH}, and by sound. Words that restaurants elsewhere have are only taken
 * for much more common ones, and those with digits or with a synonym for none; of more than four,
 * the others are left out. If all words are there but never together, one of them will do, and who
 * has the rarer ones comes first.
 *
 * @param point where the customer is
 * @param text of which the first {@value #MAX_TEXT_LENGTH} characters and {@value #MAX_WORDS} words
 *     count; empty to browse
 * @param radiusMeters more than 0, at most {@value #MAX_RADIUS_METERS}, the whole globe; the edge
 *     counts as inside
 * @param at the moment for which is told what is open; if empty, the switch of each restaurant
 *     tells, and not its hours
 * @param taste how much the customer likes each cuisine, 0 to 1; compared without case and
 *     diacritics and kept in that form; at most {@value #MAX_TASTES}
 * @param sort the order
 * @param limit how many hits a page has, 1 to {@value #MAX_LIMIT}
 * @param cursor the {@link RestaurantHits#nextCursor} of this same query; the limit may change, and
 *     {@code at} is that of the first page. Pages are of one state of the catalogue, whatever is
 *     put meanwhile, for two minutes after each page; later, or after a restart, they go on in the
 *     present state, where what has moved in the order may be missed or come again
 * @param ranking the weights of the score
 */
public record RestaurantQuery(
    GeoPoint point,
    String text,
    double radiusMeters,
    Filters filters,
    Optional<Instant> at,
    Map<String, Double> taste,
    SortBy sort,
    int limit,
    Optional<String> cursor,
    Ranking ranking) {
  private static final Instant EARLIEST = Instant.parse("0000-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-30T23:59:59Z");
  public static final int MAX_TEXT_LENGTH = 200;
  public static final int MAX_WORDS = 16;
  public static final double MAX_RADIUS_METERS = 20_040_000;
  public static final int MAX_LIMIT = 100;
  public static final int MAX_TASTES = 100;
  public static final int MIN_CORRECTED_LENGTH = 4;
  public static final int MIN_TWICE_CORRECTED_LENGTH = 8;
  public static final int MIN_WIDENED_LENGTH = 3;
  public static final int MIN_TWICE_WIDENED_LENGTH = 5;
  private static final int NUMBERS_BYTES = 128;

  /**
   * @throws IllegalArgumentException if a component is out of its range; a cursor is looked at by
   *     {@link Catalog#search}
   */
  public RestaurantQuery {
    text = text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
    Checks.range("radiusMeters", radiusMeters, Double.MIN_NORMAL, MAX_RADIUS_METERS);
    at.ifPresent(moment -> {
      if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
        throw new IllegalArgumentException(
            "at=%s is not between %s and %s".formatted(moment, EARLIEST, LATEST));
      }
    });
    Checks.range("taste.size", taste.size(), 0, MAX_TASTES);
    TreeMap<String, Double> tastes = new TreeMap<>();
    taste.forEach((cuisine, weight) -> {
      Checks.range("taste", weight, 0, 1);
      tastes.merge(Cuisines.key(cuisine), weight, Math::max);
    });
    taste = Collections.unmodifiableMap(tastes);
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
            .filters(filters)
            .taste(taste)
            .sort(sort)
            .limit(limit)
            .ranking(ranking);
    at.ifPresent(builder::at);
    return cursor.map(builder::cursor).orElse(builder);
  }

  /** Adds what a cursor belongs to: the query without page, moment and cursor. */
  void addTo(Checksum checksum) {
    ByteBuffer numbers = ByteBuffer.allocate(NUMBERS_BYTES);
    numbers.putDouble(point.lat()).putDouble(point.lng()).putDouble(radiusMeters);
    numbers.put((byte) (filters.vegOnly() ? 1 : 0)).put((byte) (filters.openOnly() ? 1 : 0));
    numbers.put((byte) (filters.deliversHere() ? 1 : 0)).put((byte) filters.maxPriceLevel());
    numbers.putDouble(filters.minRating()).putLong(filters.maxDeliveryFeeMinor().orElse(-1));
    numbers.putInt(filters.cuisines().size());
    numbers.putDouble(ranking.relevanceWeight()).putDouble(ranking.halfDistanceMeters());
    numbers.putDouble(ranking.ratingWeight()).putDouble(ranking.priorRating());
    numbers.putDouble(ranking.priorVotes()).putDouble(ranking.popularityWeight());
    numbers.putDouble(ranking.tasteWeight());
    checksum.update(numbers.array(), 0, numbers.position());
    addText(checksum, text);
    addText(checksum, sort.name());
    filters.cuisines().forEach(cuisine -> addText(checksum, cuisine));
  }

  private static void addText(Checksum checksum, String text) {
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    checksum.update('\n');
  }
}
