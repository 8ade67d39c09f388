package io.dabba.search;

import io.dabba.geo.DistancesFrom;
import io.dabba.search.TopHits.Top;
import io.dabba.search.space.CircleRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * A look at all restaurants that may fit a query for some point of a cell. Each is taken to be as
 * near as it is to any of them: so no customer of the cell has it higher up in his order. It is
 * kept unless so many come before it for all of them as were asked for, and one more. Total, facets
 * and corrections are counted for the middle. For one thread.
 */
final class CellPass {
  /** More are not kept, whoever may need them. */
  private static final int MAX_CANDIDATES = 512;

  /** So few are all kept, so that they can be counted for each customer. */
  private static final int FEW_CANDIDATES = 48;

  /** With so many that miss one filter, facets of single customers are not worth their while. */
  private static final int MAX_MISSING = 64;

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::best, Top.ORDER);

  private final Searched index;
  private final RestaurantQuery query;
  private final Cell cell;
  private final CellKey key;
  private final double taste;
  private final Optional<Reading> text;
  private final int words;
  private final FacetCounts facets = new FacetCounts();
  private final List<Candidate> candidates = new ArrayList<>();
  private final PriorityQueue<Top> worst = new PriorityQueue<>(Top.ORDER.reversed());
  private final List<Integer> missing = new ArrayList<>();
  private int surelyNear;
  private int perhapsNear;
  private int total;
  private int possible;

  /**
   * A restaurant that may be needed.
   *
   * @param best the best place that it can have in an order
   */
  record Candidate(Top best, double relevance) {}

  /**
   * @param query for the middle of the cell
   * @param reading of the text; empty if there is none
   */
  CellPass(
      Searched index, CellKey key, Cell cell, RestaurantQuery query, Optional<Reading> reading) {
    this.index = index;
    this.key = key;
    this.cell = cell;
    this.query = query;
    this.taste = key.tasted() ? query.ranking().tasteWeight() : 0;
    this.text = reading;
    this.words = reading.map(Reading::required).orElse(0);
  }

  CellPass run() throws IOException {
    text.ifPresent(Reading::forgetFits);
    CircleRuns runs = CircleRuns.of(query.point(), cell.mostMeters(query.radiusMeters()));
    for (LeafReaderContext leaf : index.searcher().getIndexReader().leaves()) {
      Optional<TextMatch> match = text.isPresent() ? text.get().in(leaf) : Optional.empty();
      if (text.isEmpty() || match.isPresent()) {
        new InLeaf(leaf, match).run(runs);
      }
    }
    shrink();
    return this;
  }

  /** How many fit the text and are within the radius of every point of the cell. */
  int surelyNear() {
    return surelyNear;
  }

  /** How many fit the text and are within the radius of some point of the cell. */
  int perhapsNear() {
    return perhapsNear;
  }

  /** How many fit everything, seen from the middle. */
  int total() {
    return total;
  }

  /** The candidates, in the order of their best places. */
  List<Candidate> candidates() {
    return candidates;
  }

  /** The best place that any other can have, without a taste; empty if there is none. */
  Optional<Top> bound() {
    if (possible == candidates.size()) {
      return Optional.empty();
    }
    if (candidates.size() == MAX_CANDIDATES) {
      return Optional.of(candidates.getLast().best);
    }
    Top last = worst.peek();
    double key = query.sort() == SortBy.RELEVANCE ? last.key() + taste : last.key();
    float score = (float) (last.score() - taste);
    return Optional.of(new Top(last.slips(), key, score, last.id(), last.document()));
  }

  /** Those that miss just one filter everywhere in the cell; empty if they are too many. */
  Optional<List<Integer>> missing() {
    return missing.size() > MAX_MISSING ? Optional.empty() : Optional.of(missing);
  }

  Facets facets() {
    return facets.facets();
  }

  List<Correction> corrections() {
    return text.map(Reading::corrections).orElse(List.of());
  }

  /** Puts those kept in order, and lets go those that are not needed. */
  private void shrink() {
    if (possible > FEW_CANDIDATES) {
      candidates.removeIf(candidate -> isNotNeeded(candidate.best));
    }
    candidates.sort(ORDER);
    if (candidates.size() > MAX_CANDIDATES) {
      candidates.subList(MAX_CANDIDATES, candidates.size()).clear();
    }
  }

  /** Whether so many come before it, wherever in the cell. */
  private boolean isNotNeeded(Top best) {
    return worst.size() > key.size() && CellAnswer.isAfter(best, taste, query.sort(), worst.peek());
  }

  private final class InLeaf {
    private final LeafReaderContext leaf;
    private final Columns columns;
    private final @Nullable Bits live;
    private final BinaryDocValues rows;
    private final @Nullable TextMatch match;
    private final LeafFilters filters;
    private final LeafScores scores;
    private final FacetCounts.Leaf counts;
    private final DistancesFrom middle = DistancesFrom.of(cell.middle());

    InLeaf(LeafReaderContext leaf, Optional<TextMatch> match) throws IOException {
      this.leaf = leaf;
      this.columns = index.columns(leaf);
      this.live = leaf.reader().getLiveDocs();
      this.rows = Searched.rows(leaf);
      this.match = match.orElse(null);
      this.filters = new LeafFilters(columns, query);
      this.scores = new LeafScores(columns, query);
      this.counts = facets.new Leaf(columns, filters);
    }

    void run(CircleRuns runs) throws IOException {
      for (int run = 0; run < runs.size(); run++) {
        int from = columns.from(runs.from(run));
        int to = columns.from(runs.to(run));
        if (match == null) {
          for (int document = from; document < to; document++) {
            look(document);
          }
        } else if (from < to) {
          for (int document = match.advance(from); document < to; ) {
            look(document);
            document = match.advance(document + 1);
          }
        }
      }
      counts.finish();
    }

    private void look(int document) throws IOException {
      if (live != null && !live.get(document)) {
        return;
      }
      double distanceMeters = columns.meters(middle, document);
      double leastMeters = cell.leastMeters(distanceMeters);
      if (leastMeters > query.radiusMeters()) {
        return;
      }
      perhapsNear++;
      if (cell.mostMeters(distanceMeters) <= query.radiusMeters()) {
        surelyNear++;
      }
      boolean fits = distanceMeters <= query.radiusMeters() && count(document, distanceMeters);
      int missed = filters.missed(document, leastMeters);
      if ((missed & LeafFilters.OPEN) != 0
          && columns.open[document]
          && mayOpen(columns.schedules.get(columns.schedule[document]))) {
        missed &= ~LeafFilters.OPEN;
      }
      if (missed == 0) {
        possible++;
        take(document, distanceMeters, fits);
      } else if (Integer.bitCount(missed) == 1 && missing.size() <= MAX_MISSING) {
        missing.add(leaf.docBase + document);
      }
    }

    /** Whether it is open for somebody who asks for a moment of the window. */
    private boolean mayOpen(Schedule schedule) {
      return key.from().isPresent()
          && schedule.isOpenWithin(key.from().get(), key.to().orElseThrow());
    }

    /** Counts what is seen from the middle; whether it fits there. */
    private boolean count(int document, double distanceMeters) {
      int missed = filters.missed(document, distanceMeters);
      if (Integer.bitCount(missed) <= 1) {
        counts.count(document, distanceMeters, missed);
      }
      if (missed != 0) {
        return false;
      }
      total++;
      return true;
    }

    private void take(int document, double distanceMeters, boolean fitsMiddle) throws IOException {
      int slips = 0;
      double relevance = 1;
      if (match != null) {
        slips = match.slips();
        relevance = Ranking.relevance(match.score(), words);
        if (fitsMiddle) {
          match.count(slips);
        }
      }
      Top best = place(document, slips, relevance, cell.leastMeters(distanceMeters), "");
      if (possible > FEW_CANDIDATES && isNotNeeded(best)) {
        return;
      }
      rows.advanceExact(document);
      String id = RestaurantRow.id(rows.binaryValue());
      best = new Top(slips, best.key(), best.score(), id, best.document());
      candidates.add(new Candidate(best, relevance));
      if (candidates.size() > 2 * MAX_CANDIDATES) {
        shrink();
      }
      double mostMeters = cell.mostMeters(distanceMeters);
      // by ETA, of the worst nothing is known
      if (query.sort() != SortBy.ETA
          && mostMeters <= query.radiusMeters()
          && filters.missed(document, mostMeters) == 0) {
        worst.add(place(document, slips, relevance, mostMeters, id));
        if (worst.size() > key.size() + 1) {
          worst.poll();
        }
      }
    }

    /** The place in the order at a distance; by ETA, the best that it can be. */
    private Top place(int document, int slips, double relevance, double distanceMeters, String id) {
      float score = (float) scores.score(document, relevance, distanceMeters);
      double place =
          switch (query.sort()) {
            case RELEVANCE -> -score;
            case DISTANCE -> distanceMeters;
            case RATING -> -scores.weightedRating(document);
            case PRICE -> columns.priceLevel[document];
            case ETA ->
                columns.prepMillis[document]
                    + index.settings().travelTime().atLeast(distanceMeters).toMillis();
          };
      return new Top(slips, place, score, id, leaf.docBase + document);
    }
  }
}
