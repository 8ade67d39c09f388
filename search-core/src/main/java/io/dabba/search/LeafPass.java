package io.dabba.search;

import io.dabba.geo.DistancesFrom;
import io.dabba.geo.GeoPoint;
import io.dabba.search.space.CircleRuns;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** A {@link SearchPass} over one segment, whose documents lie along the curve. */
final class LeafPass {
  private final Searched index;
  private final RestaurantQuery query;
  private final LeafReaderContext leaf;
  private final Columns columns;
  private final @Nullable Bits live;
  private final BinaryDocValues rows;
  private final @Nullable TextMatch text;
  private final int words;
  private final LeafFilters filters;
  private final LeafScores scores;
  private final FacetCounts.Leaf facets;
  private final TopHits top;
  private final GeoPoint center;
  private final DistancesFrom fromCenter;
  private int near;
  private int total;

  LeafPass(
      Searched index,
      RestaurantQuery query,
      LeafReaderContext leaf,
      Optional<TextMatch> text,
      int words,
      FacetCounts facets,
      TopHits top)
      throws IOException {
    this.index = index;
    this.query = query;
    this.leaf = leaf;
    this.columns = index.columns(leaf);
    this.live = leaf.reader().getLiveDocs();
    this.rows = Searched.rows(leaf);
    this.text = text.orElse(null);
    this.words = words;
    this.filters = new LeafFilters(columns, query);
    this.scores = new LeafScores(columns, query);
    this.facets = facets.new Leaf(columns, filters);
    this.top = top;
    this.center = query.point();
    this.fromCenter = DistancesFrom.of(center);
  }

  int near() {
    return near;
  }

  int total() {
    return total;
  }

  void run(CircleRuns runs) throws IOException {
    for (int run = 0; run < runs.size(); run++) {
      int from = columns.from(runs.from(run));
      int to = columns.from(runs.to(run));
      if (text == null) {
        for (int document = from; document < to; document++) {
          look(document);
        }
      } else if (from < to) {
        for (int document = text.advance(from); document < to; ) {
          look(document);
          document = text.advance(document + 1);
        }
      }
    }
    facets.finish();
  }

  private void look(int document) throws IOException {
    if (live != null && !live.get(document)) {
      return;
    }
    double distanceMeters = columns.meters(fromCenter, document);
    if (distanceMeters > query.radiusMeters()) {
      return;
    }
    near++;
    int missed = filters.missed(document, distanceMeters);
    if (Integer.bitCount(missed) > 1) {
      return;
    }
    facets.count(document, distanceMeters, missed);
    if (missed == 0) {
      total++;
      take(document, distanceMeters);
    }
  }

  private void take(int document, double distanceMeters) throws IOException {
    int slips = 0;
    double relevance = 1;
    if (text != null) {
      slips = text.slips();
      relevance = Ranking.relevance(text.score(), words);
      text.count(slips);
    }
    float score = (float) scores.score(document, relevance, distanceMeters);
    double key =
        switch (query.sort()) {
          case RELEVANCE -> -score;
          case DISTANCE -> distanceMeters;
          case RATING -> -scores.weightedRating(document);
          case PRICE -> columns.priceLevel[document];
          case ETA -> etaMillis(document, distanceMeters);
        };
    top.offer(slips, key, score, leaf.docBase + document, this::id);
  }

  private double etaMillis(int document, double distanceMeters) {
    TravelTime travelTime = index.settings().travelTime();
    return columns.prepMillis[document]
        + travelTime.between(columns.point(document), center, distanceMeters).toMillis();
  }

  private String id(int document) throws IOException {
    rows.advanceExact(document - leaf.docBase);
    return RestaurantRow.id(rows.binaryValue());
  }
}
