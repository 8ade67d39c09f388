package io.dabba.benchmarks.bench.search;

import io.dabba.search.CuisineCount;
import io.dabba.search.Facets;
import io.dabba.search.Restaurant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.SortedSetDocValues;

/** The counts of one query; a restaurant that misses filters counts only where they are lifted. */
final class RawFacets {
  static final int CUISINE = 1;
  static final int VEG = 2;
  static final int RATING = 4;
  static final int PRICE = 8;
  static final int OPEN = 16;
  static final int DELIVERS = 32;

  private static final double[] RATINGS = {3, 3.5, 4, 4.5};

  private final SortedSetDocValues cuisines;
  private final int[] ofCuisine;
  private final int[] ofRating = new int[RATINGS.length];
  private final int[] ofPriceLevel = new int[Restaurant.MAX_PRICE_LEVEL + 1];
  private int veg;
  private int open;
  private int delivers;
  private int free;

  RawFacets(SortedSetDocValues cuisines) {
    this.cuisines = cuisines;
    ofCuisine = new int[Math.toIntExact(cuisines.getValueCount())];
  }

  void countCuisines(int[] ordinals, int count) {
    for (int i = 0; i < count; i++) {
      ofCuisine[ordinals[i]]++;
    }
  }

  /** Counts what a restaurant has, as far as it misses no other filter. */
  void count(
      int missed, double rating, int priceLevel, int flags, boolean isOpen, boolean isDelivered) {
    if ((missed & ~VEG) == 0 && (flags & RawDocument.VEG) != 0) {
      veg++;
    }
    if ((missed & ~RATING) == 0) {
      for (int i = 0; i < RATINGS.length && rating >= RATINGS[i]; i++) {
        ofRating[i]++;
      }
    }
    if ((missed & ~PRICE) == 0) {
      ofPriceLevel[priceLevel]++;
    }
    if ((missed & ~OPEN) == 0 && isOpen) {
      open++;
    }
    if ((missed & ~DELIVERS) == 0 && isDelivered) {
      delivers++;
    }
    if (missed == 0 && (flags & RawDocument.FREE) != 0) {
      free++;
    }
  }

  Facets facets() throws IOException {
    List<CuisineCount> counts = new ArrayList<>();
    for (int ordinal = 0; ordinal < ofCuisine.length; ordinal++) {
      if (ofCuisine[ordinal] > 0) {
        String cuisine = cuisines.lookupOrd(ordinal).utf8ToString();
        String shown = cuisine.substring(cuisine.indexOf(RawDocument.SEPARATOR) + 1);
        counts.add(new CuisineCount(shown, ofCuisine[ordinal]));
      }
    }
    counts.sort(
        Comparator.comparingInt(CuisineCount::count)
            .reversed()
            .thenComparing(CuisineCount::cuisine));
    SortedMap<Double, Integer> minRating = new TreeMap<>();
    for (int i = 0; i < RATINGS.length; i++) {
      minRating.put(RATINGS[i], ofRating[i]);
    }
    SortedMap<Integer, Integer> maxPriceLevel = new TreeMap<>();
    int sum = 0;
    for (int level = 1; level < ofPriceLevel.length; level++) {
      sum += ofPriceLevel[level];
      maxPriceLevel.put(level, sum);
    }
    return new Facets(counts, veg, minRating, maxPriceLevel, open, delivers, free);
  }
}
