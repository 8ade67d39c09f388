package io.dabba.search;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a restaurant must be, apart from fitting the text and lying within the radius.
 *
 * @param cuisines any of these, compared without case and diacritics and kept in that form, sorted;
 *     empty for all; at most {@value Restaurant#MAX_CUISINES}
 * @param vegOnly only restaurants that are vegetarian altogether
 * @param minRating the least rating, 0 to 5
 * @param maxPriceLevel the highest price level, 1 to 4
 * @param openOnly only restaurants that are open
 * @param deliversHere only restaurants that deliver to the point
 * @param maxDeliveryFeeMinor the highest delivery fee to the point, not negative
 */
public record Filters(
    Set<String> cuisines,
    boolean vegOnly,
    double minRating,
    int maxPriceLevel,
    boolean openOnly,
    boolean deliversHere,
    OptionalLong maxDeliveryFeeMinor) {
  public static final Filters NONE =
      new Filters(
          Set.of(), false, 0, Restaurant.MAX_PRICE_LEVEL, false, false, OptionalLong.empty());

  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public Filters {
    Checks.range("cuisines.size", cuisines.size(), 0, Restaurant.MAX_CUISINES);
    TreeSet<String> keys = new TreeSet<>();
    cuisines.forEach(cuisine -> keys.add(Cuisines.key(cuisine)));
    cuisines = Collections.unmodifiableSet(keys);
    Checks.range("minRating", minRating, 0, Restaurant.MAX_RATING);
    Checks.range("maxPriceLevel", maxPriceLevel, 1, Restaurant.MAX_PRICE_LEVEL);
    if (maxDeliveryFeeMinor.isPresent()) {
      Checks.range(
          "maxDeliveryFeeMinor", maxDeliveryFeeMinor.getAsLong(), 0, DeliveryFee.MAX_MINOR);
    }
  }
}
