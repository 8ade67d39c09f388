package io.dabba.search;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many restaurants there would be with another filter: each count is made with all filters of
 * the query but its own. The same on every page.
 *
 * @param cuisines for each cuisine, how many have it; the most frequent first, then by name
 * @param vegOnly how many are vegetarian altogether
 * @param minRating how many are rated at least 3, 3.5, 4 and 4.5
 * @param maxPriceLevel how many have at most each price level
 * @param openOnly how many are open
 * @param deliversHere how many deliver to the point
 * @param freeDelivery how many would bring it for nothing
 */
public record Facets(
    List<CuisineCount> cuisines,
    int vegOnly,
    SortedMap<Double, Integer> minRating,
    SortedMap<Integer, Integer> maxPriceLevel,
    int openOnly,
    int deliversHere,
    int freeDelivery) {
  static final List<Double> RATINGS = List.of(3.0, 3.5, 4.0, 4.5);

  public Facets {
    cuisines = List.copyOf(cuisines);
    minRating = Collections.unmodifiableSortedMap(new TreeMap<>(minRating));
    maxPriceLevel = Collections.unmodifiableSortedMap(new TreeMap<>(maxPriceLevel));
  }
}
