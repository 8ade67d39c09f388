package io.dabba.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what there would be with other filters. Cuisines that differ only in case or diacritics
 * are one, shown as most restaurants write it. For one thread.
 */
final class FacetCounts {
  private final int[] ratings = new int[Facets.RATINGS.size()];
  private final int[] priceLevels = new int[Restaurant.MAX_PRICE_LEVEL + 1];

  /** By key, then by how it is written. */
  private final Map<String, Map<String, Integer>> cuisines = new HashMap<>();

  private int veg;
  private int open;
  private int delivers;
  private int free;

  /** The counts of one segment, of which the cuisines are added at its end. */
  final class Leaf {
    private final Columns columns;
    private final LeafFilters filters;
    private final int[] ofCuisine;

    Leaf(Columns columns, LeafFilters filters) {
      this.columns = columns;
      this.filters = filters;
      ofCuisine = new int[columns.cuisines.size()];
    }

    /** Counts a restaurant that fits all but these filters. */
    void count(int document, double distanceMeters, int missed) {
      if ((missed & ~LeafFilters.CUISINE) == 0) {
        int end = columns.cuisinesFrom[document + 1];
        for (int i = columns.cuisinesFrom[document]; i < end; i++) {
          ofCuisine[columns.cuisineOf[i]]++;
        }
      }
      if ((missed & ~LeafFilters.VEG) == 0 && columns.veg[document]) {
        veg++;
      }
      if ((missed & ~LeafFilters.RATING) == 0) {
        for (int i = 0; i < ratings.length && columns.rating[document] >= RATINGS[i]; i++) {
          ratings[i]++;
        }
      }
      if ((missed & ~LeafFilters.PRICE) == 0) {
        priceLevels[columns.priceLevel[document]]++;
      }
      if ((missed & ~LeafFilters.OPEN) == 0 && filters.isOpen(document)) {
        open++;
      }
      if ((missed & ~LeafFilters.DELIVERS) == 0 && filters.delivers(document, distanceMeters)) {
        delivers++;
      }
      if ((missed & ~LeafFilters.FEE) == 0 && filters.feeMinor(document, distanceMeters) == 0) {
        free++;
      }
    }

    void finish() {
      for (int i = 0; i < ofCuisine.length; i++) {
        if (ofCuisine[i] > 0) {
          cuisines
              .computeIfAbsent(columns.cuisineKeys.get(i), key -> new HashMap<>())
              .merge(columns.cuisines.get(i), ofCuisine[i], Integer::sum);
        }
      }
    }
  }

  private static final double[] RATINGS =
      Facets.RATINGS.stream().mapToDouble(Double::doubleValue).toArray();

  Facets facets() {
    SortedMap<Double, Integer> minRating = new TreeMap<>();
    for (int i = 0; i < ratings.length; i++) {
      minRating.put(Facets.RATINGS.get(i), ratings[i]);
    }
    SortedMap<Integer, Integer> maxPriceLevel = new TreeMap<>();
    int sum = 0;
    for (int level = 1; level < priceLevels.length; level++) {
      sum += priceLevels[level];
      maxPriceLevel.put(level, sum);
    }
    return new Facets(cuisines(), veg, minRating, maxPriceLevel, open, delivers, free);
  }

  private List<CuisineCount> cuisines() {
    List<CuisineCount> counts = new ArrayList<>(cuisines.size());
    for (Map<String, Integer> spellings : cuisines.values()) {
      String shown = "";
      int most = 0;
      int sum = 0;
      for (Map.Entry<String, Integer> spelling : spellings.entrySet()) {
        int count = spelling.getValue();
        if (count > most || (count == most && spelling.getKey().compareTo(shown) < 0)) {
          most = count;
          shown = spelling.getKey();
        }
        sum += count;
      }
      counts.add(new CuisineCount(shown, sum));
    }
    counts.sort(
        Comparator.comparingInt(CuisineCount::count)
            .reversed()
            .thenComparing(CuisineCount::cuisine));
    return counts;
  }
}
