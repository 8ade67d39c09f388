package io.dabba.search;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/**
 * Counts matches by cuisine, by ordinal within a segment. Cuisines that differ only in case or
 * diacritics are one, shown as most restaurants write it.
 */
final class CuisineCounter implements CollectorManager<CuisineCounter.Counts, CuisineCount[]> {
  @Override
  public Counts newCollector() {
    return new Counts();
  }

  @Override
  public CuisineCount[] reduce(Collection<Counts> parts) {
    Map<String, Integer> byFacet = new HashMap<>();
    for (Counts part : parts) {
      part.byFacet.forEach((facet, count) -> byFacet.merge(facet, count, Integer::sum));
    }
    Comparator<Map.Entry<String, Integer>> frequentFirst =
        Map.Entry.<String, Integer>comparingByValue().reversed();
    Map<String, CuisineCount> byKey = new HashMap<>();
    byFacet.entrySet().stream()
        .sorted(frequentFirst.thenComparing(Map.Entry.comparingByKey()))
        .forEach(facet -> {
          int split = facet.getKey().indexOf(RestaurantDocument.FACET_SEPARATOR);
          String shown = facet.getKey().substring(split + 1);
          byKey.merge(
              facet.getKey().substring(0, split),
              new CuisineCount(shown, facet.getValue()),
              (most, more) -> new CuisineCount(most.cuisine(), most.count() + more.count()));
        });
    return byKey.values().stream()
        .sorted(
            Comparator.comparingInt(CuisineCount::count)
                .reversed()
                .thenComparing(CuisineCount::cuisine))
        .toArray(CuisineCount[]::new);
  }

  static final class Counts implements Collector {
    private final Map<String, Integer> byFacet = new HashMap<>();

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      SortedSetDocValues facets =
          DocValues.getSortedSet(leaf.reader(), RestaurantDocument.CUISINE_FACET);
      int[] counts = new int[Math.toIntExact(facets.getValueCount())];
      return new LeafCollector() {
        @Override
        public void setScorer(Scorable scorer) {}

        @Override
        public void collect(int document) throws IOException {
          if (facets.advanceExact(document)) {
            for (int i = 0; i < facets.docValueCount(); i++) {
              counts[(int) facets.nextOrd()]++;
            }
          }
        }

        @Override
        public void finish() throws IOException {
          for (int ordinal = 0; ordinal < counts.length; ordinal++) {
            if (counts[ordinal] > 0) {
              String facet = facets.lookupOrd(ordinal).utf8ToString();
              byFacet.merge(facet, counts[ordinal], Integer::sum);
            }
          }
        }
      };
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
