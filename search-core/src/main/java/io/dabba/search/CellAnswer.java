package io.dabba.search;

import io.dabba.geo.DistancesFrom;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Closings.Presence;
import io.dabba.search.TopHits.Top;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The restaurants from which every customer of a cell is answered who asks alike: filtered, scored
 * and ordered for each of them by the same code as in the catalogue. They are in the order of the
 * best place that each can have for anybody, so that the first pages are complete, and proven to
 * be, after a look at few. Thread-safe, and immutable but for what is remembered.
 */
final class CellAnswer {
  /** For what is rounded. */
  private static final double SLACK_METERS = 1;

  private final Cell cell;
  private final long understanding;
  private final List<String> ignored;
  private final long mark;
  private final long snapshot;
  private final TravelTime travelTime;
  private final Columns columns;
  private final RestaurantCard[] cards;
  private final Presence[] presences;
  private final Top[] best;
  private final double[] relevance;
  private final double[] metersFromMiddle;

  /** The best place that any other can have; empty if there is none. */
  private final Optional<Top> bound;

  private final boolean hasFacets;
  private final int total;
  private final Facets middleFacets;
  private final List<Correction> corrections;
  private volatile Open open = new Open(Long.MIN_VALUE, new byte[0]);

  /** Which schedules are open in a minute, as far as that was asked. */
  private static final class Open {
    private final long minute;
    private final byte[] schedules;

    Open(long minute, byte[] schedules) {
      this.minute = minute;
      this.schedules = schedules;
    }
  }

  private CellAnswer(Builder built) {
    cell = built.cell;
    understanding = built.understanding;
    ignored = built.ignored;
    mark = built.mark;
    snapshot = built.snapshot;
    travelTime = built.travelTime;
    columns = Columns.of(built.rows);
    presences = built.presences.toArray(new Presence[0]);
    cards = new RestaurantCard[presences.length];
    for (int i = 0; i < cards.length; i++) {
      cards[i] = presences[i].card(built.rows.get(i));
    }
    best = built.best.toArray(new Top[0]);
    relevance = built.relevance.stream().mapToDouble(Double::doubleValue).toArray();
    metersFromMiddle = new double[best.length];
    for (int i = 0; i < best.length; i++) {
      metersFromMiddle[i] = cell.middle().distanceMeters(cards[i].point());
    }
    bound = built.bound;
    hasFacets = built.hasFacets;
    total = built.total;
    middleFacets = built.facets;
    corrections = built.corrections;
  }

  /** For one thread. */
  static final class Builder {
    private final Cell cell;
    private final long understanding;
    private final List<String> ignored;
    private final long mark;
    private final TravelTime travelTime;
    private final List<RestaurantRow> rows = new ArrayList<>();
    private final List<Presence> presences = new ArrayList<>();
    private final List<Top> best = new ArrayList<>();
    private final List<Double> relevance = new ArrayList<>();
    long snapshot;
    Optional<Top> bound = Optional.empty();
    boolean hasFacets;
    int total;
    Facets facets = new FacetCounts().facets();
    List<Correction> corrections = List.of();

    /**
     * @param understanding the code of how the text was understood
     * @param ignored the words left out
     * @param mark of the closings that are known
     */
    Builder(Cell cell, long understanding, List<String> ignored, long mark, TravelTime travelTime) {
      this.cell = cell;
      this.understanding = understanding;
      this.ignored = ignored;
      this.mark = mark;
      this.travelTime = travelTime;
    }

    /** Adds a candidate; in the order of their best places. */
    void add(RestaurantRow row, Presence presence, Top best, double relevance) {
      rows.add(row);
      presences.add(presence);
      this.best.add(best);
      this.relevance.add(relevance);
    }

    /** Adds one that misses just one filter, after all candidates. */
    void addMissing(RestaurantRow row, Presence presence) {
      rows.add(row);
      presences.add(presence);
    }

    /**
     * @param closed what closed since the mark, and is left out
     */
    CellAnswer build(Set<String> closed) {
      for (int i = rows.size() - 1; i >= 0; i--) {
        if (closed.contains(rows.get(i).id())) {
          rows.remove(i);
          presences.remove(i);
          if (i < best.size()) {
            best.remove(i);
            relevance.remove(i);
          }
        }
      }
      return new CellAnswer(this);
    }
  }

  /** Of the closings that were known when this was loaded. */
  long mark() {
    return mark;
  }

  /** How many restaurants are held, and what else takes as much memory. */
  int weight() {
    return 1 + presences.length + middleFacets.cuisines().size() / 4;
  }

  /** The first page of a query without a cursor; empty if it cannot be told from what is held. */
  Optional<RestaurantHits> answer(RestaurantQuery query) {
    return new Asked(query).answer();
  }

  /**
   * Whether something cannot come before another, even if tastes add so much to its score.
   *
   * @param best the best place of it without a taste
   */
  static boolean isAfter(Top best, double taste, SortBy sort, Top other) {
    return isAfter(best, taste, sort, other.slips(), other.key(), other.score());
  }

  private static boolean isAfter(
      Top best, double taste, SortBy sort, int slips, double key, float score) {
    if (best.slips() != slips) {
      return best.slips() > slips;
    }
    // what rounding may add
    double most = taste == 0 ? 0 : taste + 1e-6 * (1 + taste + Math.abs(best.score()));
    double least = sort == SortBy.RELEVANCE ? best.key() - most : best.key();
    return least != key ? least > key : best.score() + most < score;
  }

  private byte[] openSchedules(Optional<Instant> at) {
    if (at.isEmpty()) {
      return open.schedules;
    }
    long minute = Math.floorDiv(at.get().getEpochSecond(), 60);
    Open known = open;
    if (known.minute != minute) {
      known = new Open(minute, LeafFilters.unknown(columns));
      open = known;
    }
    return known.schedules;
  }

  /** One query answered. */
  private final class Asked {
    private final RestaurantQuery query;
    private final GeoPoint point;
    private final DistancesFrom fromPoint;
    private final double metersToMiddle;
    private final SortBy sort;
    private final LeafFilters filters;
    private final LeafScores scores;
    private final double taste;
    private final @Nullable FacetCounts facetCounts = hasFacets ? new FacetCounts() : null;
    private final FacetCounts.@Nullable Leaf counts;

    /** So many are wanted: those of a page, and one more. */
    private final int size;

    /** The first so far, in order: which of those held, and its distance, key and score. */
    private final int[] first;

    private final double[] meters;
    private final double[] keys;
    private final float[] hitScores;
    private int count;
    private int found;
    private boolean unproven;
    private boolean corrected;

    Asked(RestaurantQuery query) {
      this.query = query;
      this.point = query.point();
      this.fromPoint = DistancesFrom.of(point);
      this.metersToMiddle = cell.middle().distanceMeters(point);
      this.sort = query.sort();
      this.filters = new LeafFilters(columns, query, openSchedules(query.at()));
      this.scores = new LeafScores(columns, query);
      double mostLiked = 0;
      for (double liked : query.taste().values()) {
        mostLiked = Math.max(mostLiked, liked);
      }
      this.taste = mostLiked * query.ranking().tasteWeight();
      this.counts = facetCounts == null ? null : facetCounts.new Leaf(columns, filters);
      this.size = query.limit() + 1;
      this.first = new int[size];
      this.meters = new double[size];
      this.keys = new double[size];
      this.hitScores = new float[size];
    }

    Optional<RestaurantHits> answer() {
      if (metersToMiddle > cell.reachMeters()) {
        return Optional.empty();
      }
      look();
      boolean more = count == size;
      if (unproven) {
        return Optional.empty();
      }
      if (bound.isPresent() && !(more && isAfter(bound.get(), query.limit() - 1))) {
        return Optional.empty();
      }
      List<RestaurantHit> page = new ArrayList<>(query.limit());
      for (int place = 0; place < count && place < query.limit(); place++) {
        page.add(hit(place));
      }
      Optional<String> next = Optional.empty();
      if (more) {
        Top last = top(query.limit() - 1);
        next = Optional.of(new Cursor(last, understanding, query.at(), snapshot).write(query));
      }
      return Optional.of(
          new RestaurantHits(
              page,
              bound.isPresent() ? Math.max(total, count) : found,
              facets(),
              bound.isPresent() || corrected ? corrections : List.of(),
              ignored,
              next));
    }

    private void look() {
      for (int i = 0; i < best.length; i++) {
        boolean full = count == size && isAfter(best[i], size - 1);
        if (full && bound.isPresent()) {
          return;
        }
        if (bound.isEmpty() || !isTooFar(i)) {
          look(i, !full);
        }
      }
      for (int i = best.length; i < presences.length; i++) {
        look(i, false);
      }
    }

    /** Whether it surely lies behind the last of the first, which then takes no exact distance. */
    private boolean isTooFar(int i) {
      double leastMeters = Math.abs(metersFromMiddle[i] - metersToMiddle) - SLACK_METERS;
      return leastMeters > query.radiusMeters()
          || (sort == SortBy.DISTANCE
              && count == size
              && leastMeters > keys[size - 1]
              && best[i].slips() >= best[first[size - 1]].slips());
    }

    private void look(int i, boolean wanted) {
      if (presences[i].hasClosedSince(mark)) {
        return;
      }
      double distanceMeters = columns.meters(fromPoint, i);
      if (distanceMeters > query.radiusMeters()) {
        return;
      }
      int missed = filters.missed(i, distanceMeters);
      if (counts != null && Integer.bitCount(missed) <= 1) {
        counts.count(i, distanceMeters, missed);
      }
      if (missed == 0 && i >= best.length) {
        // it was not thought to fit for anybody
        unproven = true;
      } else if (missed == 0) {
        found++;
        corrected |= best[i].slips() % Reading.NOT_THERE > 0;
        if (wanted) {
          take(i, distanceMeters);
        }
      }
    }

    private void take(int i, double distanceMeters) {
      float score = (float) scores.score(i, relevance[i], distanceMeters);
      double key =
          switch (sort) {
            case RELEVANCE -> -score;
            case DISTANCE -> distanceMeters;
            case RATING, PRICE -> best[i].key();
            case ETA ->
                columns.prepMillis[i]
                    + travelTime.between(cards[i].point(), point, distanceMeters).toMillis();
          };
      int place = count;
      while (place > 0 && isBefore(i, key, score, place - 1)) {
        place--;
      }
      if (place == size) {
        return;
      }
      if (count < size) {
        count++;
      }
      int moved = count - 1 - place;
      System.arraycopy(first, place, first, place + 1, moved);
      System.arraycopy(meters, place, meters, place + 1, moved);
      System.arraycopy(keys, place, keys, place + 1, moved);
      System.arraycopy(hitScores, place, hitScores, place + 1, moved);
      first[place] = i;
      meters[place] = distanceMeters;
      keys[place] = key;
      hitScores[place] = score;
    }

    /** As {@link Top#ORDER} has it. */
    private boolean isBefore(int i, double key, float score, int place) {
      Top one = best[i];
      Top other = best[first[place]];
      if (one.slips() != other.slips()) {
        return one.slips() < other.slips();
      }
      if (key != keys[place]) {
        return key < keys[place];
      }
      return score == hitScores[place]
          ? one.id().compareTo(other.id()) < 0
          : score > hitScores[place];
    }

    private boolean isAfter(Top other, int place) {
      int slips = best[first[place]].slips();
      return CellAnswer.isAfter(other, taste, sort, slips, keys[place], hitScores[place]);
    }

    private Top top(int place) {
      Top of = best[first[place]];
      return new Top(of.slips(), keys[place], hitScores[place], of.id(), first[place]);
    }

    private RestaurantHit hit(int place) {
      int i = first[place];
      return cards[i].hit(query, meters[place], filters.isOpen(i), top(place), travelTime);
    }

    private Facets facets() {
      if (facetCounts == null || counts == null) {
        return middleFacets;
      }
      counts.finish();
      return facetCounts.facets();
    }
  }
}
