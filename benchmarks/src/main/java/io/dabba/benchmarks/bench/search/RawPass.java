package io.dabba.benchmarks.bench.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.Filters;
import io.dabba.search.Ranking;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;

/**
 * One query's look at the documents of one segment that have its words and may be within its
 * circle. Filters and facets together, as Lucene's drill sideways has it: who misses one filter
 * counts for that one's facet. The first hits are kept in a heap.
 */
final class RawPass implements Collector, LeafCollector {
  private final RestaurantQuery query;
  private final GeoPoint center;
  private final Filters filters;
  private final Ranking ranking;
  private final RawText text;
  private final RawColumns columns;
  private final RawFacets facets;
  private final int minute = WeekMinutes.of(QueryLog.AT);
  private final boolean[] wanted;
  private final int[] ordinals = new int[Restaurant.MAX_CUISINES];
  private final PriorityQueue<Top> last = new PriorityQueue<>(Top.ORDER.reversed());
  private Scorable scorer = new NoScorer();
  private int total;

  RawPass(RestaurantQuery query, RawText text, RawColumns columns) throws IOException {
    this.query = query;
    this.center = query.point();
    this.filters = query.filters();
    this.ranking = query.ranking();
    this.text = text;
    this.columns = columns;
    this.facets = new RawFacets(columns.cuisines());
    this.wanted = new boolean[Math.toIntExact(columns.cuisines().getValueCount())];
    for (String cuisine : filters.cuisines()) {
      String from = cuisine + RawDocument.SEPARATOR;
      long ordinal = -columns.cuisines().lookupTerm(new BytesRef(from)) - 1;
      if (ordinal < wanted.length
          && columns.cuisines().lookupOrd(ordinal).utf8ToString().startsWith(from)) {
        wanted[(int) ordinal] = true;
      }
    }
  }

  /** A hit as it is kept, with what its row does not have. */
  record Top(
      int document,
      int slips,
      float score,
      int idOrdinal,
      GeoPoint point,
      double meters,
      double rating,
      boolean veg,
      boolean open,
      boolean delivers) {
    static final Comparator<Top> ORDER =
        Comparator.comparingInt(Top::slips)
            .thenComparing(Top::score, Comparator.reverseOrder())
            .thenComparingInt(Top::idOrdinal);
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext leaf) {
    return this;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE;
  }

  @Override
  public void setScorer(Scorable scorer) {
    this.scorer = scorer;
  }

  @Override
  public void collect(int document) throws IOException {
    GeoPoint point = columns.point(document);
    double meters = center.distanceMeters(point);
    if (meters > query.radiusMeters()) {
      return;
    }
    int ofCuisines = columns.cuisines(document, ordinals);
    int flags = columns.flags(document);
    double rating = columns.rating(document);
    int priceLevel = columns.priceLevel(document);
    boolean open = (flags & RawDocument.OPEN) != 0 && columns.isWithinHours(document, minute);
    boolean delivers = meters <= columns.deliveryRadiusMeters(document);
    boolean veg = (flags & RawDocument.VEG) != 0;
    int missed = filters.cuisines().isEmpty() || isWanted(ofCuisines) ? 0 : RawFacets.CUISINE;
    missed |= filters.vegOnly() && !veg ? RawFacets.VEG : 0;
    missed |= rating < filters.minRating() ? RawFacets.RATING : 0;
    missed |= priceLevel > filters.maxPriceLevel() ? RawFacets.PRICE : 0;
    missed |= filters.openOnly() && !open ? RawFacets.OPEN : 0;
    missed |= filters.deliversHere() && !delivers ? RawFacets.DELIVERS : 0;
    if (Integer.bitCount(missed) > 1) {
      return;
    }
    if ((missed & ~RawFacets.CUISINE) == 0) {
      facets.countCuisines(ordinals, ofCuisines);
    }
    facets.count(missed, rating, priceLevel, flags, open, delivers);
    if (missed == 0) {
      total++;
      take(document, point, meters, rating, veg, open, delivers);
    }
  }

  /** How many fit everything. */
  int total() {
    return total;
  }

  RawFacets facets() {
    return facets;
  }

  List<Top> inOrder() {
    List<Top> ordered = new ArrayList<>(last);
    ordered.sort(Top.ORDER);
    return ordered;
  }

  private void take(
      int document,
      GeoPoint point,
      double meters,
      double rating,
      boolean veg,
      boolean open,
      boolean delivers)
      throws IOException {
    float fit = scorer.score();
    int slips = text.slips(fit);
    double relevance = Ranking.relevance(text.bm25(fit), text.words());
    float score =
        (float)
            (ranking.relevanceWeight() * relevance * ranking.nearness(meters)
                + ranking.ratingWeight() * columns.weightedRating(document) / Restaurant.MAX_RATING
                + ranking.popularityWeight() * columns.popularity(document));
    boolean full = last.size() == query.limit();
    if (full && isWorse(slips, score, last.element())) {
      return;
    }
    Top top =
        new Top(
            document,
            slips,
            score,
            columns.idOrdinal(document),
            point,
            meters,
            rating,
            veg,
            open,
            delivers);
    if (full) {
      if (Top.ORDER.compare(top, last.element()) >= 0) {
        return;
      }
      last.remove();
    }
    last.add(top);
  }

  private boolean isWanted(int ofCuisines) {
    for (int i = 0; i < ofCuisines; i++) {
      if (wanted[ordinals[i]]) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWorse(int slips, float score, Top than) {
    return slips != than.slips ? slips > than.slips : score < than.score;
  }

  /** Until Lucene gives one. */
  private static final class NoScorer extends Scorable {
    @Override
    public float score() {
      throw new IllegalStateException("there is no scorer yet");
    }
  }
}
